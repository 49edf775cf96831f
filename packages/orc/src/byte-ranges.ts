import { ByteCursor } from './byte-cursor.ts'
import { Extent } from './extent.ts'
import type { OrcSource } from './orc-source.ts'

export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What is read ahead of a stripe is about this much, however large the stripe. */
const budget = 32 << 20
/** Unwanted bytes between two wanted ranges that cost less than a request of their own. */
const gap = 64 << 10

/**
 * A cursor for each of some ranges of a file, which are read together: small neighbours by one request, a large one by
 * several, so that memory does not grow with the file.
 *
 * Ranges are in the order of the file and do not overlap. The first part of each is asked for at once.
 */
export function openByteRanges(
  source: OrcSource,
  ranges: readonly ByteRange[],
  signal?: AbortSignal,
): readonly ByteCursor[] {
  const piece = Math.min(8 << 20, Math.max(256 << 10, Math.floor(budget / ranges.length)))
  let open: Extent | undefined
  const cursors = ranges.map(({ start, end }) => {
    const extents: Extent[] = []
    if (open !== undefined && start - open.end <= gap && end - open.start <= piece) {
      if (end > start) {
        open.end = end
        extents.push(open)
      }
    } else {
      for (let at = start; at < end; at += piece) {
        open = new Extent(source, at, Math.min(at + piece, end), signal)
        extents.push(open)
      }
    }
    for (const extent of extents) extent.users++
    return { start, end, extents }
  })
  for (const { extents } of cursors) extents[0]?.prefetch()
  return cursors.map(({ start, end, extents }) => new ByteCursor(start, end, extents))
}
