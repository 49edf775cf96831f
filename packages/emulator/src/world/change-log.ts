import type { Bucket, ChangeLogState, ChangeOrigin, ObjectChange } from './world.ts'

/** Whether an inventory of the bucket wants to know of changes. */
export function keepsChanges({ runs }: Bucket): boolean {
  return logsOf(runs).length > 0
}

/** Keeps a change that somebody wants to know of, with the next sequence number: one that has an origin. */
export function keepChange(
  bucket: Bucket,
  type: ObjectChange['type'],
  origin: ChangeOrigin | undefined,
  { key, versionId, version }: Pick<ObjectChange, 'key' | 'versionId' | 'version'>,
): void {
  if (origin === undefined) return
  const last = bucket.changes.at(-1)?.origin.at ?? 0
  bucket.lastSequence += 1
  bucket.changes.push({
    type,
    sequence: bucket.lastSequence,
    // A clock that was set back does not bring changes out of order.
    origin: { ...origin, at: Math.max(origin.at, last) },
    key,
    versionId,
    ...(version === undefined ? {} : { version }),
  })
}

/** Forgets the changes that every inventory has delivered, but for those of its last window, which may be delivered again. */
export function forgetChanges(bucket: Bucket): void {
  const logs = logsOf(bucket.runs)
  bucket.changes = bucket.changes.filter(({ sequence, origin }) =>
    logs.some(({ since, window = 0 }) => sequence > since && origin.at >= window),
  )
}

function logsOf(runs: Bucket['runs']): readonly ChangeLogState[] {
  return [...runs.values()].flatMap(({ log }) => (log === undefined ? [] : [log]))
}
