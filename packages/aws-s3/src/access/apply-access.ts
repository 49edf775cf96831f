import { InventoryError, untilSettled } from '@bucket-inventory/core'
import type { AccessChange, ApplyAccessOptions, SettleOptions } from '@bucket-inventory/core'

import { mergeAt } from './access-changes.ts'
import { accessTarget } from './access-target.ts'
import type { AccessTarget } from './access-target.ts'
import type { MergedText } from './merged-text.ts'
import { sameMeaning } from './policy-json.ts'
import type { LifecycleText, S3AccessRequests } from './s3-access-requests.ts'

/**
 * Carries out one change: looks again, merges into what is there now if that is what the change saw, writes, and reads it
 * until it shows.
 */
export async function applyAccess(
  requests: S3AccessRequests,
  change: AccessChange,
  { replace = false, signal }: ApplyAccessOptions,
  settle?: SettleOptions,
): Promise<void> {
  const { documents, subject, state } = change
  const [first] = documents
  if (state === 'unchanged' || first === undefined) return
  const target = accessTarget(first)
  if (typeof target === 'string') {
    throw new InventoryError('unsupported', `${change.kind} of ${subject}: ${target}`)
  }
  const place = `${target.name} of bucket "${subject}"`
  const found = await target.read(requests, subject, signal)
  const merged = mergeAt(target, subject, found, documents)
  requireWritable(place, change, merged, replace)
  if (merged.state === 'unchanged') return
  const written: LifecycleText = { ...found, text: merged.text }
  await target.write(requests, subject, written, signal)
  const shows = async () =>
    isWritten(target, change, written, await target.read(requests, subject, signal))
  if (await untilSettled(shows, settle, signal)) return
  throw new InventoryError(
    'conflict',
    `${place}: what was written does not show; somebody else has changed it, or it takes longer than usual`,
  )
}

function requireWritable(
  place: string,
  change: AccessChange,
  merged: MergedText,
  replace: boolean,
): void {
  if (merged.before !== change.before) {
    throw new InventoryError(
      'conflict',
      `${place}: somebody has changed it since it was looked at; look again`,
    )
  }
  const { refusal, ours } = merged
  if (refusal !== undefined) throw new InventoryError(refusal.code, `${place}: ${refusal.reason}`)
  if (merged.state === 'replace' && !replace) {
    throw new InventoryError(
      'conflict',
      `${place}: what has our name there is not what we would write, and is kept unless replacing is asked for. There is:\n${ours?.before ?? ''}\nWe would write:\n${ours?.after ?? ''}`,
    )
  }
}

/** Ours is there, and all others are as they were written. The service may order them anew. */
function isWritten(
  { merger }: AccessTarget,
  { documents }: AccessChange,
  written: LifecycleText,
  found: LifecycleText | undefined,
): boolean {
  const others = (text: string | undefined) => merger.others(text, documents)
  return (
    merger.merge(found?.text, documents).state === 'unchanged' &&
    sameMeaning(others(written.text), others(found?.text))
  )
}
