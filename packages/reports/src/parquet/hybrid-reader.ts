/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end first */
import { ParquetFault } from './parquet-fault.ts'
import { unpackBits } from './unpack-bits.ts'

/**
 * Reads small numbers as levels, codes of dictionaries and truth values are written: runs of one value, and of values packed
 * into bits. Throws a fault where there are too few, or one that is not below `limit`.
 *
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export class HybridReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  readonly #width: number
  readonly #limit: number
  #position: number
  /** Values that are left of the run. */
  #left = 0
  /** Of a run of one value. */
  #value = 0
  /** Of packed ones: where they begin, how many were read. */
  #packedAt = -1
  #packedRead = 0

  constructor(bytes: Uint8Array, start: number, end: number, width: number, limit: number) {
    if (width > 32) throw malformed(`numbers are to have ${width} bits`)
    this.#bytes = bytes
    this.#position = start
    this.#end = end
    this.#width = width
    this.#limit = limit
  }

  /** A reader of bits that are one packed run without a header. */
  static packed(bytes: Uint8Array, start: number, end: number): HybridReader {
    const reader = new HybridReader(bytes, start, end, 1, 2)
    reader.#packedAt = start
    reader.#left = (end - start) * 8
    reader.#position = end
    return reader
  }

  /** Reads the next values. */
  read(into: Uint32Array, from: number, count: number): void {
    for (let at = from, missing = count; missing > 0;) {
      // A run may be empty.
      while (this.#left === 0) this.#nextRun()
      const here = Math.min(missing, this.#left)
      if (this.#packedAt < 0) into.fill(this.#value, at, at + here)
      else this.#unpack(into, at, at + here)
      this.#left -= here
      at += here
      missing -= here
    }
  }

  /** Reads the next values if all of them are one and the same by the run they are in, and says which; else -1, and reads none. `count`: 1 at least. */
  readSame(count: number): number {
    while (this.#left === 0) this.#nextRun()
    if (this.#packedAt >= 0 || this.#left < count) return -1
    this.#left -= count
    return this.#value
  }

  #unpack(into: Uint32Array, start: number, end: number): void {
    unpackBits(this.#bytes, this.#packedAt, this.#width, this.#packedRead, into, start, end)
    this.#packedRead += end - start
    if (this.#limit >= 2 ** this.#width) return
    for (let index = start; index < end; index++) this.#check(into[index]!)
  }

  #nextRun(): void {
    const head = this.#varint()
    const count = Math.floor(head / 2)
    const left = this.#end - this.#position
    if (head % 2 === 0) {
      const length = Math.ceil(this.#width / 8)
      if (length > left) throw malformed('the runs of a page end too early')
      this.#value = 0
      for (let byte = length - 1; byte >= 0; byte--) {
        this.#value = this.#value * 256 + this.#bytes[this.#position + byte]!
      }
      this.#position += length
      this.#packedAt = -1
      this.#left = count
      if (count > 0) this.#check(this.#value)
    } else {
      // Some writers leave out what fills the last group.
      const length = Math.min(left, count * this.#width)
      this.#packedAt = this.#position
      this.#packedRead = 0
      this.#position += length
      this.#left =
        this.#width === 0 ? count * 8 : Math.min(count * 8, Math.floor((length * 8) / this.#width))
    }
  }

  #varint(): number {
    let value = 0
    for (let scale = 1; scale < 2 ** 35; scale *= 128) {
      if (this.#position >= this.#end) break
      const byte = this.#bytes[this.#position++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw malformed('the runs of a page end too early')
  }

  #check(value: number): void {
    if (value < this.#limit) return
    throw malformed(`a page holds the code ${value}, beyond the ${this.#limit} there are`)
  }
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
