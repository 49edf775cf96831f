import type { ChangeLogState, ObjectChange } from '../world/world.ts'

/** OSS delivers the changes of ten minutes at a time. */
export const windowLength = 10 * 60_000

/** Ten minutes in which something changed. */
export interface ChangeWindow {
  readonly start: number
  /** The first moment after it. */
  readonly end: number
  /** Everything in it that the inventory lists, also what was delivered while the window was not over. */
  readonly changes: readonly ObjectChange[]
  /** How many of these were not delivered. */
  readonly news: number
  /** The sequence number of the last change in it, listed or not. */
  readonly last: number
}

/** The windows in which something happened that was not delivered yet, oldest first. */
export function changeWindows(
  changes: readonly ObjectChange[],
  { since, delivered }: ChangeLogState,
  isListed: (change: ObjectChange) => boolean,
): readonly ChangeWindow[] {
  const byStart = new Map<number, ObjectChange[]>()
  for (const change of changes) {
    if (change.sequence <= since) continue
    const start = Math.floor(change.origin.at / windowLength) * windowLength
    const within = byStart.get(start)
    if (within === undefined) byStart.set(start, [change])
    else within.push(change)
  }
  return [...byStart]
    .map(([start, within]) => {
      const listed = within.filter(isListed)
      return {
        start,
        end: start + windowLength,
        changes: listed,
        news: listed.filter(({ sequence }) => sequence > delivered).length,
        last: within.at(-1)?.sequence ?? 0,
      }
    })
    .filter(({ last }) => last > delivered)
}
