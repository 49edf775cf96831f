import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type {
  AccessDocument,
  AccessOptions,
  AccessSubject,
  DeliveryAccess,
  InventoryProvider,
  Location,
  RequestOptions,
} from '@bucket-inventory/core'

import { bounded } from './bounded.ts'
import type { FleetBucket, OverFleetOptions } from './fleet.ts'
import { lookAtFleetBucket } from './look-at-fleet-bucket.ts'
import { overFleet } from './over-fleet.ts'
import { sharedSignal } from './shared-signal.ts'

export interface FleetAccessOptions extends OverFleetOptions {
  /** What the documents are to say. Default: what the adapter takes by itself. */
  readonly access?: AccessOptions
}

/** An inventory whose configuration is not known, so that no document provides for it. */
export interface UnreadableInventory {
  readonly location: Location
  /** Empty where nobody can say it. */
  readonly id: string
  /** `not-found`: it was asked for by its id, and is not there. */
  readonly error: InventoryError
}

/** What delivery needs of the inventories that are reached by one connection. */
export interface FleetAccess {
  readonly provider: InventoryProvider
  /** Of the first of its buckets. */
  readonly location: Location
  /** What renders, compares and applies the documents; absent where the provider has no such thing. */
  readonly access?: DeliveryAccess
  /** One for each policy, key, role and rule. Empty where there is an `error`. */
  readonly documents: readonly AccessDocument[]
  readonly unreadable: readonly UnreadableInventory[]
  /** Why there is no document at all: `unsupported` where the provider has none, `untranslatable` or `invalid-input`. */
  readonly error?: InventoryError
}

/**
 * What delivery needs of every inventory that is meant, connection by connection, in the order of the buckets: as it is
 * declared, else as it stands. Looks; changes nothing. Connections to one region of one account are one, as their documents
 * go into the same policies. The account of the listed buckets is the one that `access` says, else that of the credentials,
 * where the provider can ask for it. Rejects with the reason of an abort.
 */
export async function fleetAccess(
  buckets: readonly FleetBucket[],
  options: FleetAccessOptions = {},
): Promise<readonly FleetAccess[]> {
  const { access: said = {}, ...over } = options
  const needs: Needs[] = []
  for await (const outcome of overFleet(buckets, needsOf, over)) {
    needs[outcome.index] =
      'error' in outcome
        ? { subjects: [], unreadable: unreadableAll(outcome.bucket, outcome.error) }
        : outcome.result
  }
  const accounts = await accountsOf(buckets, said, over)
  const connections = new Map<unknown, Connection>()
  for (const [index, { inventories, location }] of buckets.entries()) {
    const { provider } = inventories
    const accountId = accounts.get(provider)
    const { region } = inventories.scope()
    const key =
      accountId === undefined ? provider : JSON.stringify([provider.name, accountId, region])
    const connection = connections.get(key) ?? { provider, location, accountId, needs: [] }
    connections.set(key, connection)
    connection.needs.push(needs[index] ?? { subjects: [], unreadable: [] })
  }
  return [...connections.values()].map((connection) => accessOf(connection, said))
}

interface Connection extends Pick<FleetAccess, 'provider' | 'location'> {
  readonly accountId: string | undefined
  readonly needs: Needs[]
}

interface Needs {
  readonly subjects: readonly AccessSubject[]
  readonly unreadable: readonly UnreadableInventory[]
}

async function needsOf(bucket: FleetBucket, options: RequestOptions): Promise<Needs> {
  const { inventories, location, declared, ids = [] } = bucket
  const subjectOf = (configuration: AccessSubject['configuration']): AccessSubject => ({
    bucket: inventories.bucket,
    configuration,
  })
  // Nothing can be said of it, so nothing needs to be asked.
  if (inventories.provider.access === undefined) return { subjects: [], unreadable: [] }
  if (declared !== undefined) return { subjects: declared.map(subjectOf), unreadable: [] }
  const { stored, unreadable } = await lookAtFleetBucket(bucket, options)
  const unread = unreadable.map(({ id, error }) => ({ location, id, error }))
  const accounted = new Set([...stored.keys(), ...unread.map(({ id }) => id)])
  const missing = ids
    .filter((id) => !accounted.has(id))
    .map((id) => {
      const message = `bucket "${inventories.bucket}" has no inventory "${id}"`
      return { location, id, error: new InventoryError('not-found', message) }
    })
  return {
    subjects: [...stored.values()].map(({ configuration }) => subjectOf(configuration)),
    unreadable: [...unread, ...missing],
  }
}

function unreadableAll(
  { location, ids = [''] }: FleetBucket,
  error: InventoryError,
): UnreadableInventory[] {
  return ids.map((id) => ({ location, id, error }))
}

function accessOf(
  { provider, location, accountId, needs }: Connection,
  said: AccessOptions,
): FleetAccess {
  const { access } = provider
  const subjects = needs.flatMap((need) => need.subjects)
  const unreadable = needs.flatMap((need) => need.unreadable)
  const found = { provider, location, unreadable, documents: [] }
  if (access === undefined) {
    const message = `${provider.name} does not say what delivery needs beside the configuration`
    return { ...found, error: new InventoryError('unsupported', message) }
  }
  if (subjects.length === 0) return { ...found, access }
  try {
    const whole = accountId === undefined ? said : { ...said, accountId }
    return { ...found, access, documents: access.documents(subjects, whole) }
  } catch (error) {
    if (!isInventoryError(error)) throw error
    return { ...found, access, error }
  }
}

/** Whose buckets each connection reaches. Where nobody says it, the documents say what they assume. */
async function accountsOf(
  buckets: readonly FleetBucket[],
  { accountId }: AccessOptions,
  { signal, concurrency = 8 }: OverFleetOptions,
): Promise<ReadonlyMap<InventoryProvider, string>> {
  const accounts = new Map<InventoryProvider, string>()
  const providers = new Set(buckets.map(({ inventories }) => inventories.provider))
  const request = signal === undefined ? {} : { signal: sharedSignal(signal) }
  await bounded([...providers], concurrency, async (provider) => {
    const account = await accountOf(provider, accountId, request)
    if (account !== undefined) accounts.set(provider, account)
  })
  return accounts
}

async function accountOf(
  provider: InventoryProvider,
  said: string | undefined,
  request: RequestOptions,
): Promise<string | undefined> {
  try {
    // The documents name its region, too.
    await provider.prepare?.()
    return said ?? (await provider.access?.accountId?.(request))
  } catch (error) {
    request.signal?.throwIfAborted()
    if (!isInventoryError(error)) throw error
    return said
  }
}
