import type { SpillFile } from './spill-file.ts'

/** Bytes of a file, from `start` up to, not including, `end`. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * Reads extents one after another, in pieces of at most `pieceSize` bytes that end anywhere, the next while the last is
 * looked at. A piece is valid until the next is asked for.
 */
export async function* readExtents(
  file: Pick<SpillFile, 'read'>,
  extents: readonly Extent[],
  pieceSize: number,
): AsyncGenerator<Uint8Array> {
  let filling = Buffer.alloc(0)
  // Of the piece before the one that is looked at.
  let free = Buffer.alloc(0)
  let next: Promise<Uint8Array> | undefined
  for (const { start, length } of pieces(extents, pieceSize)) {
    const current = next
    const buffer = free.length < length ? Buffer.allocUnsafeSlow(length) : free
    free = filling
    filling = buffer
    next = file.read(buffer.subarray(0, length), start)
    // A failure is told of when the piece is waited for, if it ever is.
    next.catch(() => undefined)
    if (current !== undefined) yield await current
  }
  if (next !== undefined) yield await next
}

function* pieces(extents: readonly Extent[], pieceSize: number) {
  for (const { start, end } of extents) {
    for (let at = start; at < end; at += pieceSize) {
      yield { start: at, length: Math.min(pieceSize, end - at) }
    }
  }
}
