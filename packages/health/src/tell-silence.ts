import type { FleetBucket } from '@bucket-inventory/client'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, RequestOptions } from '@bucket-inventory/core'

import type { JudgedDelivery } from './judge-delivery.ts'

/**
 * The same, or `silent` where no report is there as nothing matches, and the service writes none then. That takes a listing of
 * one key, which is made only where `look` is set; otherwise the reason says what it would tell. Rejects with `throttled`, and
 * with the reason of an abort.
 */
export async function tellSilence(
  judged: JudgedDelivery,
  { inventories: { provider, bucket } }: Pick<FleetBucket, 'inventories'>,
  configuration: InventoryConfiguration,
  look: boolean,
  options: RequestOptions,
): Promise<JudgedDelivery> {
  if (provider.capabilities.behaviour.emptyReport !== 'skipped') return judged
  if (!mayBeSilent.has(judged.state)) return judged
  const because = (reason: string) => ({ ...judged, reason: `${judged.reason}; ${reason}` })
  if (!look || provider.anyObject === undefined) {
    return because('nothing is delivered where nothing matches, which was not looked at')
  }
  const { filter = {}, versions } = configuration
  const prefix = filter.prefix ?? ''
  const where = prefix === '' ? `bucket "${bucket}"` : `"${prefix}" in bucket "${bucket}"`
  let isThere: boolean
  try {
    isThere = await provider.anyObject(bucket, prefix, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!isInventoryError(error) || error.code === 'throttled') throw error
    return because(`whether anything is in ${where} cannot be seen: ${error.message}`)
  }
  if (!isThere) {
    return versions === 'current'
      ? { ...because(`nothing is in ${where}, and then nothing is delivered`), state: 'silent' }
      : because(`nothing current is in ${where}; whether older versions are was not looked at`)
  }
  const { lastModified, size, storageClasses } = filter
  return lastModified === undefined && size === undefined && storageClasses === undefined
    ? because(`there is something in ${where}`)
    : because(`there is something in ${where}, and nobody can tell whether the filter matches it`)
}

const mayBeSilent: ReadonlySet<JudgedDelivery['state']> = new Set([
  'late',
  'stale',
  'never',
  'none',
])
