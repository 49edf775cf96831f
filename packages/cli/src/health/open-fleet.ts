import type { FleetBucket, InventoryClient } from '@bucket-inventory/client'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'

import type { CommandCall, CommandContext } from '../command.ts'
import type { FleetSource } from '../input/fleet-source.ts'
import { painter } from '../output/colour.ts'
import { renderError } from '../output/render-error.ts'
import { confirmSelected } from './confirm-selected.ts'

/** A connection whose buckets could not be listed, so that nothing that a selector would select there is looked at. */
export interface UnlistedConnection {
  readonly connection: string
  readonly error: InventoryError
}

export interface OpenedFleet {
  readonly buckets: readonly FleetBucket[]
  /** Empty as a rule. */
  readonly unlisted: readonly UnlistedConnection[]
}

/**
 * The buckets that a command is about. Where a declaration selects very many the person is asked first. Says
 * of which connections the buckets cannot be listed. Rejects with what is wrong with a declaration with its place in the file.
 */
export async function openFleet(
  client: InventoryClient,
  source: FleetSource,
  call: CommandCall,
  context: Pick<CommandContext, 'ask' | 'messages' | 'colour' | 'signal'>,
): Promise<OpenedFleet> {
  const { signal, messages, colour } = context
  const unlisted: UnlistedConnection[] = []
  switch (source.kind) {
    case 'places':
      return { buckets: await client.fleet(source.places, { signal }), unlisted }
    case 'configuration': {
      const { location, configuration } = source
      const inventories = client.bucket(location)
      const bucket = { location, inventories, declared: [configuration], ids: [configuration.id] }
      return { buckets: [bucket], unlisted }
    }
    case 'declaration':
      try {
        const buckets = await client.fleet(source.declaration, {
          signal,
          onSelected: (selected) => confirmSelected(selected, call, context),
          onUnlisted: (connection, error) => {
            unlisted.push({ connection, error })
            messages.write(renderError(error, painter(colour)))
          },
        })
        return { buckets, unlisted }
      } catch (error) {
        throw isInventoryError(error, 'invalid-configuration') ? source.locate(error) : error
      }
  }
}
