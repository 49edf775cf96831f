import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { createConfiguration } from './create-configuration.ts'
import { fromOssConfiguration } from './from-oss-configuration.ts'
import type { OssBucket } from './oss-bucket.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { sameConfiguration } from './same-configuration.ts'
import { isRefusal } from './to-inventory-error.ts'
import { tryConfiguration } from './try-configuration.ts'

export interface ReplaceOptions {
  readonly signal?: AbortSignal
  readonly beforeReplace?: (previous: OssConfiguration) => void | Promise<void>
}

/**
 * Puts a configuration in the place of another one, which the service can only do in steps. The new one is tried under
 * another id and what stands is looked at once more before anything is deleted; from then on an abort waits until one of the
 * two stands. Where the service refuses the new one after all the old one is put back, and where that fails too the rejection
 * is `conflict` with `recovery`.
 */
export async function replaceConfiguration(
  bucket: OssBucket,
  previous: OssConfiguration,
  native: OssConfiguration,
  options: ReplaceOptions = {},
): Promise<void> {
  const { signal, beforeReplace } = options
  signal?.throwIfAborted()
  await tryConfiguration(bucket, native)
  signal?.throwIfAborted()
  await requireUnchanged(bucket, previous, signal)
  await beforeReplace?.(previous)
  signal?.throwIfAborted()
  await swap(bucket, previous, native)
}

/** The trial took its time: what somebody else wrote meanwhile must not be deleted unseen. */
async function requireUnchanged(
  bucket: OssBucket,
  previous: OssConfiguration,
  signal: AbortSignal | undefined,
): Promise<void> {
  const found = await bucket.find(previous.Id, signal)
  if (found !== undefined && sameConfiguration(found, previous)) return
  throw new InventoryError(
    'conflict',
    `inventory "${previous.Id}" of bucket "${bucket.name}" was changed by somebody else meanwhile; nothing was replaced`,
  )
}

async function swap(
  bucket: OssBucket,
  previous: OssConfiguration,
  native: OssConfiguration,
): Promise<void> {
  try {
    await bucket.delete(previous.Id)
  } catch (error) {
    // A refusal says nothing of an earlier attempt whose answer was lost.
    const isThere = isRefusal(error) && (await standing(bucket, previous, native)) === 'old'
    if (!isThere) await putBack(bucket, previous, native, error)
    throw error
  }
  const refusal = await refusalOf(bucket, previous, native)
  if (refusal === undefined) return
  if ((await putBack(bucket, previous, native, refusal)) === 'new') return
  const { code, message, service } = refusal
  throw new InventoryError(code, `${message}; what was there before was put back`, {
    cause: refusal,
    ...(service === undefined ? {} : { service }),
  })
}

/** Why the new one does not stand; `undefined` where it does. */
async function refusalOf(
  bucket: OssBucket,
  previous: OssConfiguration,
  native: OssConfiguration,
): Promise<InventoryError | undefined> {
  try {
    const result = await createConfiguration(bucket, native, { insists: true, deleted: previous })
    if (result.created || sameConfiguration(result.existing, native)) return undefined
    return new InventoryError(
      'conflict',
      `somebody else created inventory "${native.Id}" of bucket "${bucket.name}" meanwhile`,
    )
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
}

/** Puts the old one back unless one of the two stands, and says which. Rejects with `conflict` and `recovery` otherwise. */
async function putBack(
  bucket: OssBucket,
  previous: OssConfiguration,
  native: OssConfiguration,
  failure: unknown,
): Promise<'old' | 'new'> {
  try {
    const { created } = await createConfiguration(bucket, previous, { insists: true })
    if (created) return 'old'
  } catch {
    // What it failed with says less than what went wrong first.
  }
  const stands = await standing(bucket, previous, native)
  if (stands !== undefined) return stands
  const reason = failure instanceof Error ? failure.message : String(failure)
  throw new InventoryError(
    'conflict',
    `the replacement of inventory "${previous.Id}" of bucket "${bucket.name}" was interrupted, and what was there before could not be put back: ${reason}`,
    { cause: failure, recovery: fromOssConfiguration(previous) },
  )
}

/** Which of the two can be seen; `undefined` where neither can. */
async function standing(
  bucket: OssBucket,
  previous: OssConfiguration,
  native: OssConfiguration,
): Promise<'old' | 'new' | undefined> {
  try {
    const found = await bucket.get(previous.Id)
    if (sameConfiguration(found, previous)) return 'old'
    return sameConfiguration(found, native) ? 'new' : undefined
  } catch {
    return undefined
  }
}
