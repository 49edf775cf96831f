/* oxlint-disable typescript/no-non-null-assertion -- a range that is not empty has an extent for every byte */
import type { Extent } from './extent.ts'

/** Walks once through one range of a file, over the extents in which it is read. */
export class ByteCursor {
  /** Where in the file the next byte lies. */
  offset: number
  private readonly end: number
  private readonly extents: readonly Extent[]
  private index = 0

  /** `extents` cover the range, in order. */
  constructor(start: number, end: number, extents: readonly Extent[]) {
    this.offset = start
    this.end = end
    this.extents = extents
  }

  get remaining(): number {
    return this.end - this.offset
  }

  /** The next bytes, no more than remain. Parts of what was read: never to be written to. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    let missing = count
    while (missing > 0) {
      const extent = this.extents[this.index]!
      const bytes = await extent.load()
      // The next part is on its way while this one is decoded.
      this.extents[this.index + 1]?.prefetch()
      const part = bytes.subarray(
        this.offset - extent.start,
        Math.min(this.offset + missing, extent.end) - extent.start,
      )
      parts.push(part)
      this.offset += part.length
      missing -= part.length
      if (this.offset === extent.end || this.remaining === 0) {
        extent.release()
        this.index++
      }
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts, count)
  }
}
