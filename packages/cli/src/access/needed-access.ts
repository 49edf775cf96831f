import { fleetAccess } from '@bucket-inventory/client'
import type { FleetAccess, FleetBucket, UnreadableInventory } from '@bucket-inventory/client'
import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type {
  AccessDocument,
  AccessOptions,
  AccessSubject,
  DeliveryAccess,
} from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'

/** What delivery needs by one connection, and what carries it out. */
export interface NeededAccess {
  readonly access: DeliveryAccess
  readonly documents: readonly AccessDocument[]
}

/** What is needed, and of which inventories nobody can say it. */
export interface AllNeededAccess {
  readonly needed: readonly NeededAccess[]
  readonly unreadable: readonly UnreadableInventory[]
}

/**
 * What the inventories of a fleet need, connection by connection. Rejects where nothing at all can be said, for one reason.
 */
export async function neededAccess(
  buckets: readonly FleetBucket[],
  options: AccessOptions,
  { signal }: Pick<CommandContext, 'signal'>,
): Promise<AllNeededAccess> {
  const connections = await fleetAccess(buckets, { access: options, signal })
  const needed = connections.flatMap(({ access, documents }) =>
    access === undefined || documents.length === 0 ? [] : [{ access, documents }],
  )
  const unreadable = connections.flatMap((connection) => [
    ...connection.unreadable,
    ...unsaid(connection),
  ])
  const [first, ...others] = unreadable
  if (needed.length === 0 && first !== undefined && others.length === 0) throw first.error
  return { needed, unreadable }
}

function unsaid({ location, error }: FleetAccess): UnreadableInventory[] {
  return error === undefined ? [] : [{ location, id: '', error }]
}

/**
 * The same of one configuration that need not stand anywhere, without a request; but where nothing can be said before it is
 * known whose bucket it is, the credentials are asked.
 */
export async function neededByConfiguration(
  bucket: FleetBucket,
  options: AccessOptions,
  { signal }: Pick<CommandContext, 'signal'>,
): Promise<AllNeededAccess> {
  const { provider, bucket: name } = bucket.inventories
  const { access } = provider
  if (access === undefined) {
    const message = `${provider.name} does not say what delivery needs beside the configuration`
    throw new InventoryError('unsupported', message)
  }
  await provider.prepare?.()
  const subjects = (bucket.declared ?? []).map((configuration): AccessSubject => ({
    bucket: name,
    configuration,
  }))
  try {
    return { needed: [{ access, documents: access.documents(subjects, options) }], unreadable: [] }
  } catch (error) {
    if (!isInventoryError(error, 'invalid-input') || options.accountId !== undefined) throw error
    const accountId = await access.accountId?.({ signal }).catch((failure: unknown) => {
      signal.throwIfAborted()
      // What is missing says more than why it could not be found out.
      throw isInventoryError(failure) ? error : failure
    })
    if (accountId === undefined) throw error
    const documents = access.documents(subjects, { ...options, accountId })
    return { needed: [{ access, documents }], unreadable: [] }
  }
}
