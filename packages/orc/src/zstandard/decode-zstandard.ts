/* oxlint-disable typescript/no-non-null-assertion -- every copy is checked against what is there */
import { ForwardBytes } from './forward-bytes.ts'
import type { HuffmanTable } from './huffman-table.ts'
import { readLiterals } from './read-literals.ts'
import { readSequences } from './read-sequences.ts'
import type { Sequences, SequenceTables } from './read-sequences.ts'

/**
 * Decodes one frame of Zstandard, which must be the whole input, as a compressed chunk of ORC or a page of Parquet is.
 * Throws a plain error for a frame that is malformed or holds more than `limit` bytes; it never returns fewer than the
 * frame says to hold.
 *
 * Not for: several frames end to end, skippable frames, dictionaries. A checksum at the end is gone past, not compared.
 *
 * Work and memory are bounded by input and limit, whatever the bytes. A frame that does not tell its size makes `limit`
 * bytes be taken at once, so that the limit should be the size that is expected. What it returns is a view of those.
 *
 * Format: https://datatracker.ietf.org/doc/html/rfc8878
 */
export function decodeZstandard(bytes: Uint8Array, limit: number): Uint8Array {
  const input = new ForwardBytes(bytes, 0, bytes.length)
  if (input.number(4) !== 0xfd2fb528) throw new Error('it is no frame')
  const descriptor = input.number(1)
  const singleSegment = (descriptor & 0x20) !== 0
  if ((descriptor & 8) !== 0) throw new Error('it is of an unknown kind')
  if ((descriptor & 3) !== 0) throw new Error('it needs a dictionary')
  // How far back copies may reach: not of interest where all of it is kept.
  if (!singleSegment) input.skip(1)
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  const low = input.number(Math.min(sizeBytes, 6))
  const size = sizeBytes === 8 && input.number(2) > 0 ? Infinity : low + (sizeBytes === 2 ? 256 : 0)
  if (size > limit) throw new Error(`it says to hold ${size} bytes`)
  const frame = new Frame(sizeBytes === 0 ? limit : size)
  for (let last = false; !last;) {
    const header = input.number(3)
    last = (header & 1) === 1
    const type = (header >> 1) & 3
    if (type === 0) frame.copy(input.part(header >> 3))
    else if (type === 1) frame.repeat(input.number(1), header >> 3)
    else if (type === 2) frame.decompress(input.part(header >> 3))
    else throw new Error('it has a block of an unknown type')
  }
  if ((descriptor & 4) !== 0) input.skip(4)
  if (input.position !== input.end) throw new Error('its blocks do not fill it')
  if (sizeBytes > 0 && frame.filled !== size) {
    throw new Error(`it holds ${frame.filled} bytes instead of ${size}`)
  }
  return frame.output.subarray(0, frame.filled)
}

/** What is decoded of a frame so far, and what its next block may refer to. */
class Frame implements Sequences {
  readonly output: Uint8Array
  filled = 0
  /** The last three distances, the latest first. */
  private first = 1
  private second = 4
  private third = 8
  /** Literals of the current block, and how many of them are through. */
  private literals: Uint8Array = new Uint8Array(0)
  private used = 0
  private huffman: HuffmanTable | undefined
  private tables: SequenceTables | undefined

  constructor(size: number) {
    this.output = new Uint8Array(size)
  }

  copy({ bytes, position, end }: ForwardBytes): void {
    this.require(end - position)
    this.append(bytes, position, end - position)
  }

  repeat(byte: number, count: number): void {
    this.require(count)
    this.output.fill(byte, this.filled, this.filled + count)
    this.filled += count
  }

  decompress(block: ForwardBytes): void {
    const { table, bytes } = readLiterals(block, this.huffman)
    this.huffman = table
    this.literals = bytes
    this.used = 0
    this.tables = readSequences(block, this.tables, this)
    const rest = bytes.length - this.used
    this.require(rest)
    this.append(bytes, this.used, rest)
  }

  sequence(count: number, offset: number, length: number): void {
    const { literals, used } = this
    if (count > literals.length - used) throw new Error('it has fewer literals than its sequences')
    this.require(count + length)
    this.append(literals, used, count)
    this.used = used + count
    this.repeatFrom(this.distance(offset, count), length)
  }

  /** How far back a copy begins, and remembers it. */
  private distance(offset: number, literals: number): number {
    if (offset > 3) return this.remember(offset - 3)
    // Without literals before it, the last distance itself would make no sense.
    switch (literals === 0 ? offset + 1 : offset) {
      case 1:
        return this.first
      case 2: {
        const { first, second } = this
        this.first = second
        this.second = first
        return second
      }
      case 3:
        return this.remember(this.third)
      default:
        return this.remember(this.first - 1)
    }
  }

  private remember(distance: number): number {
    this.third = this.second
    this.second = this.first
    this.first = distance
    return distance
  }

  private repeatFrom(distance: number, count: number): void {
    if (distance < 1 || distance > this.filled) throw new Error('it has a copy from outside')
    const { output } = this
    let to = this.filled
    // The source may overlap what is being written: a short distance repeats.
    if (distance >= count && count > 32) output.copyWithin(to, to - distance, to - distance + count)
    else for (const end = to + count; to < end; to++) output[to] = output[to - distance]!
    this.filled += count
  }

  private append(bytes: Uint8Array, from: number, count: number): void {
    const { output, filled } = this
    if (count > 32) output.set(bytes.subarray(from, from + count), filled)
    else for (let i = 0; i < count; i++) output[filled + i] = bytes[from + i]!
    this.filled += count
  }

  private require(count: number): void {
    if (count > this.output.length - this.filled) {
      throw new Error(`it holds more than ${this.output.length} bytes`)
    }
  }
}
