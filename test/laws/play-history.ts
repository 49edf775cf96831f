import type { Copy, History, Step } from './compared-history.ts'
import type { KnownBucket } from './known-bucket.ts'

export const hour = 3_600_000
export const minute = 60_000

export interface PlayedSide {
  readonly bucket: KnownBucket
  /** The key of this side by that of the history. */
  readonly keyOf: (key: string) => string
  /** Looks at the bucket, which is scanned now. */
  readonly scan: () => Promise<void>
}

/** Does to both buckets what a history says, and has them scanned when it says; `wait` lets time pass. */
export async function playHistory(
  { order, keys }: History,
  { left, right, wait }: { left: PlayedSide; right: PlayedSide; wait: (time: number) => void },
): Promise<void> {
  const change = async (side: PlayedSide, key: string, steps: readonly Step[]) => {
    for (const step of steps) {
      wait(1000)
      await side.bucket.apply(side.keyOf(key), step)
    }
  }
  const copy = async (when: Copy['when']) => {
    for (const { key, copies } of keys) {
      for (const one of copies.filter((each) => each.when === when)) {
        const content = left.bucket.content(left.keyOf(key))
        if (content !== undefined) await change(right, key, [copied(content, one)])
      }
    }
  }
  const scanRight = async () => {
    await copy('late')
    for (const when of ['early', 'late'] as const) {
      wait(when === 'early' ? hour : 2 * hour)
      for (const { key, afterCopy } of keys) {
        await change(
          right,
          key,
          afterCopy.filter((step) => step.when === when),
        )
      }
    }
    wait(5 * minute)
    await right.scan()
  }

  for (const { key, first } of keys) await change(left, key, first)
  wait(2 * hour)
  await copy('early')
  wait(2 * hour)
  if (order === 'right-first') await scanRight()
  wait(2 * hour)
  for (const { key, between } of keys) await change(left, key, between)
  wait(2 * hour)
  for (const { key, last } of keys) await change(left, key, last)
  wait(5 * minute)
  await left.scan()
  wait(2 * hour)
  if (order === 'left-first') await scanRight()
}

function copied(
  { size, byte }: { size: number; byte: string },
  { type, isEncrypted, damage }: Copy,
): Step {
  const content = {
    size: damage === 'cut' ? Math.floor(size / 2) : size,
    byte: damage === 'changed' ? String.fromCharCode(byte.charCodeAt(0) + 1) : byte,
  }
  return { type, isEncrypted, content }
}
