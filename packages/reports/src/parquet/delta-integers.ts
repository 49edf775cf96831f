/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end first */
import { bitsAt } from './bits-at.ts'
import { batchRows } from './column-decoder.ts'
import type { StoredValues } from './data-page.ts'
import { ParquetFault } from './parquet-fault.ts'

/**
 * Reads integers that are stored as differences (DELTA_BINARY_PACKED), and gives them as they would be stored plainly.
 *
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 */
export class DeltaIntegers {
  readonly #bytes: Uint8Array
  readonly #end: number
  readonly #length: number
  readonly #plain: DataView
  readonly #miniBlocks: number
  readonly #miniBlockValues: number
  #position: number
  #left: number
  #isFirst = true
  /** Lower and upper half of the value before, and of the least difference in the block. */
  #low = 0
  #high = 0
  #leastLow = 0
  #leastHigh = 0
  /** Where the widths of the block begin, and the miniblock that is next. */
  #widthsAt = 0
  #miniBlock: number
  /** Of the miniblock at hand. */
  #packedAt = 0
  #width = 0
  #packedRead = 0
  #packedLeft = 0

  /** `length`: bytes of a plain integer. */
  constructor({ bytes, start, end }: StoredValues, length: number) {
    this.#bytes = bytes
    this.#position = start
    this.#end = end
    this.#length = length
    this.#plain = new DataView(new ArrayBuffer(batchRows * length))
    const blockValues = Number(this.#varint())
    this.#miniBlocks = Number(this.#varint())
    this.#miniBlockValues = blockValues / this.#miniBlocks
    this.#left = Number(this.#varint())
    if (!(this.#miniBlockValues >= 8) || this.#miniBlockValues % 8 !== 0) {
      throw malformed('a page of differences is divided into odd blocks')
    }
    ;[this.#low, this.#high] = halves(unzigzag(this.#varint()))
    this.#miniBlock = this.#miniBlocks
  }

  /** Integers that are left. */
  get left(): number {
    return this.#left
  }

  /** The next integers, as many as a batch has at most. */
  read(count: number): DataView {
    if (count > this.#left) throw malformed('a page has fewer values than it says')
    const plain = this.#plain
    for (let at = 0; at < count * this.#length; at += this.#length) {
      if (this.#isFirst) this.#isFirst = false
      else this.#advance()
      plain.setInt32(at, this.#low, true)
      if (this.#length === 8) plain.setInt32(at + 4, this.#high, true)
    }
    this.#left -= count
    return plain
  }

  /** Goes behind all of them without reading them, and says where that is. */
  skip(): number {
    let left = this.#left - (this.#isFirst ? 1 : 0)
    for (; left > 0; left -= this.#packedLeft, this.#packedLeft = 0) {
      if (this.#packedLeft === 0) this.#nextMiniBlock()
    }
    this.#left = 0
    return this.#position
  }

  /** Throws if any is left. */
  finish(): void {
    if (this.#left > 0) throw malformed(`a page has ${this.#left} values more than rows`)
  }

  #advance(): void {
    if (this.#packedLeft === 0) this.#nextMiniBlock()
    const first = this.#packedRead * this.#width
    const wide = this.#width > 32
    const low = this.#bits(first, wide ? 32 : this.#width)
    const high = wide ? this.#bits(first + 32, this.#width - 32) : 0
    this.#packedRead++
    this.#packedLeft--
    const sum = (this.#low >>> 0) + (this.#leastLow >>> 0) + low
    this.#low = sum | 0
    this.#high = (this.#high + this.#leastHigh + high + Math.floor(sum / 2 ** 32)) | 0
  }

  #bits(first: number, width: number): number {
    const at = this.#packedAt + Math.floor(first / 8)
    return bitsAt(this.#bytes, at, first % 8, width)
  }

  #nextMiniBlock(): void {
    if (this.#miniBlock === this.#miniBlocks) {
      ;[this.#leastLow, this.#leastHigh] = halves(unzigzag(this.#varint()))
      this.#widthsAt = this.#take(this.#miniBlocks)
      this.#miniBlock = 0
    }
    this.#width = this.#bytes[this.#widthsAt + this.#miniBlock++]!
    if (this.#width > this.#length * 8) throw malformed('a difference is wider than its type')
    this.#packedAt = this.#take((this.#miniBlockValues / 8) * this.#width)
    this.#packedRead = 0
    this.#packedLeft = this.#miniBlockValues
  }

  #take(length: number): number {
    const start = this.#position
    if (length > this.#end - start) throw malformed('a page of differences ends too early')
    this.#position += length
    return start
  }

  #varint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#take(1)]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
    throw malformed('a number does not end')
  }
}

function unzigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n)
}

function halves(value: bigint): [low: number, high: number] {
  return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))]
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
