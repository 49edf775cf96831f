import { InventoryError, isInventoryError, readAnswer, untilSettled } from '@bucket-inventory/core'
import type { AccessChange, ApplyAccessOptions, SettleOptions } from '@bucket-inventory/core'

import { mergeAt } from './access-changes.ts'
import { accessTarget } from './access-target.ts'
import type { AccessTarget } from './access-target.ts'
import type { MergedText } from './merged-text.ts'
import { sameMeaning } from './policy-json.ts'
import type { LifecycleText, S3AccessRequests } from './s3-access-requests.ts'

/**
 * Carries out one change: looks again, merges into what is there now if that is what the change saw, writes, and reads it
 * until it shows. A write without an answer is one that was done if it shows at the next look.
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
  requireSeen(place, change, target, found)
  requireWritable(place, merged, replace)
  if (merged.state === 'unchanged') return
  const written: LifecycleText = { ...found, text: merged.text }
  const shows = async () =>
    isWritten(target, change, written, await target.read(requests, subject, signal))
  try {
    await target.write(requests, subject, written, signal)
  } catch (error) {
    const isLost = isInventoryError(error, 'unavailable')
    if (isLost && (await shows().catch(() => false))) return
    throw error
  }
  if (await untilSettled(shows, settle, signal)) return
  throw new InventoryError(
    'conflict',
    `${place}: what was written does not show; somebody else has changed it, or it takes longer than usual`,
  )
}

/** What is there must mean what the change saw: services give lists in any order. */
function requireSeen(
  place: string,
  { before }: AccessChange,
  { merger }: AccessTarget,
  found: LifecycleText | undefined,
): void {
  const all = (text: string | undefined) => readAnswer(place, () => merger.others(text, []))
  if (sameMeaning(all(before), all(found?.text))) return
  throw new InventoryError(
    'conflict',
    `${place}: somebody has changed it since it was looked at; look again`,
  )
}

function requireWritable(place: string, merged: MergedText, replace: boolean): void {
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
  target: AccessTarget,
  { documents, subject }: AccessChange,
  written: LifecycleText,
  found: LifecycleText | undefined,
): boolean {
  const others = (text: string | undefined) => target.merger.others(text, documents)
  return (
    mergeAt(target, subject, found, documents).state === 'unchanged' &&
    sameMeaning(others(written.text), others(found?.text))
  )
}
