/* oxlint-disable typescript/no-non-null-assertion -- bytes are taken before they are indexed */
import type { ChunkStream } from './chunk-stream.ts'
import { OrcError } from './orc-error.ts'

const none = new Uint8Array(0)

/**
 * A window on the uncompressed bytes of one stream, which decoders read without waiting.
 *
 * Decoding is synchronous and fast because whoever decodes first makes sure, by {@link has} and {@link fill}, that the
 * window holds the longest run there can be, or all that is left. Runs may straddle chunks; the window does not show it.
 */
export class ByteStream {
  /** Never to be written to. */
  bytes: Uint8Array = none
  /** The next byte to be read. */
  position = 0
  /** After the last byte that is here. */
  end = 0
  private readonly name: string
  private readonly column: string
  private readonly chunks: ChunkStream | undefined
  private ended: boolean
  private own: Uint8Array = none

  /** `name` and `column` are for errors. Without chunks it is empty, as a stream that was left out. */
  constructor(name: string, column: string, chunks?: ChunkStream) {
    this.name = name
    this.column = column
    this.chunks = chunks
    this.ended = chunks === undefined
  }

  /** Whether as many bytes are here, or all that are left. */
  has(count: number): boolean {
    return this.end - this.position >= count || this.ended
  }

  /** Waits until {@link has}. */
  async fill(count: number): Promise<void> {
    while (!this.has(count)) {
      const chunk = await this.chunks?.next()
      if (chunk === undefined) this.ended = true
      else this.append(chunk)
    }
  }

  /** Goes past so many bytes. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      if (!this.has(1)) await this.fill(1)
      const here = Math.min(left, Math.max(1, this.end - this.position))
      this.take(here)
      left -= here
    }
  }

  /** Throws unless nothing is left. */
  async finish(): Promise<void> {
    await this.fill(1)
    if (this.end > this.position) throw this.tooLong()
  }

  /** Throws unless as many bytes are here. */
  require(count: number): void {
    if (count > this.end - this.position) throw this.corrupt('ends too early')
  }

  /** Goes past some bytes, and tells where in the window they begin. */
  take(count: number): number {
    this.require(count)
    const position = this.position
    this.position += count
    return position
  }

  byte(): number {
    return this.bytes[this.take(1)]!
  }

  /** An unsigned varint of up to 64 bits: a bigint where a number would round. */
  varint(): number | bigint {
    let value = 0
    let scale = 1
    for (let i = 0; i < 7; i++) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 0x80
    }
    let wide = BigInt(value)
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.byte()
      wide |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) {
        wide = BigInt.asUintN(64, wide)
        return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide
      }
    }
    throw this.corrupt('has an integer of more than ten bytes')
  }

  /** The error of a stream with more in it than rows. */
  tooLong(): OrcError {
    return this.corrupt('holds more than the rows of its stripe')
  }

  /** An error about the bytes near the position. */
  corrupt(what: string): OrcError {
    const { column, chunks, name } = this
    const place = chunks === undefined ? { column } : { column, offset: chunks.offset }
    return new OrcError('corrupt', `the ${name} stream ${what}`, place)
  }

  private append(chunk: Uint8Array): void {
    const left = this.end - this.position
    if (left === 0) {
      this.bytes = chunk
    } else {
      const length = left + chunk.length
      // A chunk is a view of what was read, so it is copied behind what is left, not the other way round.
      const target = this.own.length >= length ? this.own : new Uint8Array(length + 8192)
      if (target === this.bytes) target.copyWithin(0, this.position, this.end)
      else target.set(this.bytes.subarray(this.position, this.end))
      target.set(chunk, left)
      this.own = target
      this.bytes = target
    }
    this.position = 0
    this.end = left + chunk.length
  }
}
