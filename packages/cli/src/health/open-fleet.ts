import type { FleetBucket, InventoryClient } from '@bucket-inventory/client'
import { isInventoryError } from '@bucket-inventory/core'

import type { CommandCall, CommandContext } from '../command.ts'
import type { FleetSource } from '../input/fleet-source.ts'
import { confirmSelected } from './confirm-selected.ts'

/**
 * The buckets that a command is about. Where a declaration selects very many the person is asked first. Rejects with what
 * is wrong with a declaration with its place in the file.
 */
export async function openFleet(
  client: InventoryClient,
  source: FleetSource,
  call: CommandCall,
  context: Pick<CommandContext, 'ask' | 'messages' | 'signal'>,
): Promise<readonly FleetBucket[]> {
  const { signal } = context
  switch (source.kind) {
    case 'places':
      return client.fleet(source.places, { signal })
    case 'configuration': {
      const { location, configuration } = source
      const inventories = client.bucket(location)
      return [{ location, inventories, declared: [configuration], ids: [configuration.id] }]
    }
    case 'declaration':
      try {
        return await client.fleet(source.declaration, {
          signal,
          onSelected: (selected) => confirmSelected(selected, call, context),
        })
      } catch (error) {
        throw isInventoryError(error, 'invalid-configuration') ? source.locate(error) : error
      }
  }
}
