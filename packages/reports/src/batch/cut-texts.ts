/* oxlint-disable typescript/no-non-null-assertion -- rows are below the number of ends, and bytes below the last end */

import { isAscii } from 'node:buffer'

/** Texts that are cut are parts of a longer one, which they keep alive: not too long, then. */
const segmentBytes = 32 * 1024

/**
 * Makes JavaScript strings of texts that lie end to end as UTF-8. What is ASCII is decoded many texts at once and cut, which
 * takes a fifth of decoding each; the last segment is kept, so rows are best asked for in order.
 */
export class CutTexts {
  readonly #bytes: Buffer
  readonly #ends: Uint32Array
  /** 1 where a text is not ASCII. */
  readonly #wide: Uint8Array
  #firstRow = 0
  #endRow = 0
  #text = ''
  /** Byte that the segment begins with. */
  #start = 0

  constructor(bytes: Uint8Array, ends: Uint32Array, wide: Uint8Array = wideRows(bytes, ends)) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#ends = ends
    this.#wide = wide
  }

  /** May be a part of a text of many rows. The places of the row are known to who asks. */
  cut(row: number, start: number, end: number): string {
    if (this.#wide[row] === 1) return this.#bytes.toString('utf8', start, end)
    if (row < this.#firstRow || row >= this.#endRow) this.#load(start)
    return this.#text.substring(start - this.#start, end - this.#start)
  }

  /** Keeps nothing else alive. */
  own(row: number, start: number, end: number): string {
    return this.#bytes.toString(this.#wide[row] === 1 ? 'utf8' : 'latin1', start, end)
  }

  #load(start: number): void {
    const segment = start - (start % segmentBytes)
    this.#firstRow = this.#firstFrom(segment)
    this.#endRow = this.#firstFrom(segment + segmentBytes)
    this.#start = this.#startOf(this.#firstRow)
    this.#text = this.#bytes.toString('latin1', this.#start, this.#startOf(this.#endRow))
  }

  #startOf(row: number): number {
    return row === 0 ? 0 : this.#ends[row - 1]!
  }

  /** The first row that begins at this byte or after it. */
  #firstFrom(byte: number): number {
    let low = 0
    let high = this.#ends.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#startOf(middle) < byte) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** 1 for each text that is not ASCII. */
function wideRows(bytes: Uint8Array, ends: Uint32Array): Uint8Array {
  const wide = new Uint8Array(ends.length)
  if (isAscii(bytes)) return wide
  let at = 0
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row]!
    let all = 0
    for (; at + 4 <= end; at += 4) {
      all |= bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]!
    }
    for (; at < end; at++) all |= bytes[at]!
    wide[row] = all >> 7
  }
  return wide
}
