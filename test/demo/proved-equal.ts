import type { InventoryClient } from '@bucket-inventory/client'
import type { InventoryConfiguration } from '@bucket-inventory/core'

/** Reads an inventory back and compares it with what was asked for, as the provider understands it. Throws if they differ. */
export async function provedEqual(
  client: InventoryClient,
  place: string,
  desired: InventoryConfiguration,
): Promise<string> {
  const { configuration } = await client.get(place, desired.id)
  const differing = client.bucket(place).differences(desired, configuration)
  if (differing.length > 0) {
    throw new Error(
      `${place}#${desired.id} differs in ${differing.map(({ path }) => path).join(', ')}`,
    )
  }
  return 'read back equal'
}
