import { fleetAccess } from '@bucket-inventory/client'

import type { Clouds } from './with-clouds.ts'

/** Lets the service write the reports of an inventory, by what our own documents say. */
export async function letIn({ client }: Clouds, place: string): Promise<void> {
  for (const { access, documents } of await fleetAccess(await client.fleet(place))) {
    const policies = documents.filter(({ kind }) => kind === 'bucket-policy')
    for (const change of (await access?.changes(policies)) ?? []) await access?.apply(change)
  }
}
