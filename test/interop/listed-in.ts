import type { BucketInventories, InventoryConfiguration } from '@bucket-inventory/core'

/** Every configuration of a bucket, in the order of the list. An entry that cannot be read fails the test. */
export async function listedIn(bucket: BucketInventories): Promise<InventoryConfiguration[]> {
  const configurations: InventoryConfiguration[] = []
  for await (const entry of bucket.list()) {
    if ('error' in entry) throw entry.error
    configurations.push(entry.configuration)
  }
  return configurations
}
