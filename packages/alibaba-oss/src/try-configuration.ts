import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { createConfiguration } from './create-configuration.ts'
import type { OssBucket } from './oss-bucket.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { isRefusal } from './to-inventory-error.ts'

/** What the ids of trials begin with. */
export const scratchPrefix = 'bucket-inventory-trial-'

/**
 * Finds out whether the service takes a configuration: creates it under an id of its own, with everything off, and deletes it
 * again. Not interrupted, as it would be left over. A process that is killed leaves it there all the same, at most one for
 * each inventory: the next trial takes it away.
 */
export async function tryConfiguration(bucket: OssBucket, native: OssConfiguration): Promise<void> {
  const { IncrementalInventory } = native
  const trial: OssConfiguration = {
    ...native,
    Id: await scratchId(native.Id),
    IsEnabled: false,
    ...(IncrementalInventory === undefined
      ? {}
      : { IncrementalInventory: { ...IncrementalInventory, IsEnabled: false } }),
  }
  let inTheWay: OssConfiguration | undefined
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    inTheWay = await tryOnce(bucket, trial, inTheWay)
    if (inTheWay === undefined) return
  }
  throw new InventoryError(
    'conflict',
    `nothing was replaced, as somebody else seems to replace the same inventory of bucket "${bucket.name}" just now: a trial "${trial.Id}" is there again and again`,
    { retryable: true },
  )
}

/**
 * What had the id of the trial and was deleted instead: left over, or of somebody else who tries out the same inventory now
 * and misses nothing by it. `undefined` where the trial took place.
 */
async function tryOnce(
  bucket: OssBucket,
  trial: OssConfiguration,
  deleted: OssConfiguration | undefined,
): Promise<OssConfiguration | undefined> {
  let refused: unknown
  let inTheWay: OssConfiguration | undefined
  try {
    const result = await createConfiguration(
      bucket,
      trial,
      deleted === undefined ? {} : { deleted },
    )
    if (!result.created) inTheWay = result.existing
  } catch (error) {
    if (isFull(error)) return undefined
    if (isRefusal(error)) throw error
    refused = error
  }
  try {
    await bucket.delete(trial.Id)
  } catch (error) {
    throw leftOver(bucket, trial.Id, error)
  }
  if (refused !== undefined) throw refused
  return inTheWay
}

/** Always the same one for an inventory. */
async function scratchId(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
  const digits = [...new Uint8Array(digest, 0, 16)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return scratchPrefix + digits.join('')
}

/** A full bucket has no room for a trial, but has for what takes the place of another one. */
function isFull(error: unknown): boolean {
  return isInventoryError(error) && error.service?.code === 'InventoryExceedLimit'
}

function leftOver(bucket: OssBucket, id: string, failure: unknown): InventoryError {
  const reason = failure instanceof Error ? failure.message : String(failure)
  return new InventoryError(
    isInventoryError(failure) ? failure.code : 'unknown',
    `nothing was replaced, but a trial, which is not enabled, may be left over as inventory "${id}" of bucket "${bucket.name}": delete it (${reason})`,
    { cause: failure },
  )
}
