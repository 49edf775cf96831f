import type { Destination, Location } from '@bucket-inventory/core'

/** That an inventory was written, as a journal knows it. */
export interface KnownWrite {
  /** Epoch milliseconds. */
  readonly at: number
  /** Where its reports went from then on. */
  readonly destination?: Pick<Destination, 'bucket' | 'prefix'>
}

/** When inventories were written, and where their reports went. */
export interface KnownHistory {
  /** Epoch milliseconds: all of them were written then, or have stood since. Default: nobody knows. */
  readonly since?: number
  /** What a journal knows of one of them, in any order. Default: nothing. */
  readonly history?: (location: Location, id: string) => readonly KnownWrite[]
}

/** The last time that it was written, as far as anybody knows. */
export function lastWritten(
  { since }: KnownHistory,
  writes: readonly KnownWrite[],
): number | undefined {
  const times = [...(since === undefined ? [] : [since]), ...writes.map(({ at }) => at)]
  return times.length === 0 ? undefined : Math.max(...times)
}
