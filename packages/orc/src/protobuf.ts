/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of the message first */
import { OrcError } from './orc-error.ts'

const utf8 = new TextDecoder()

/**
 * Reads one message of protocol buffers, field by field: `while (message.next())` look at `field` and take the value,
 * or take none, which skips it.
 *
 * Nothing is trusted: a length beyond the message, a varint that does not end, and a value of another wire type than
 * the one asked for are `corrupt`.
 */
export class MessageReader {
  /** Number of the current field. */
  field = 0
  private wireType = 0
  private pending = false
  private position = 0
  private readonly bytes: Uint8Array
  private readonly offset: number

  /** `offset` is where in the file the message lies, for errors. */
  constructor(bytes: Uint8Array, offset: number) {
    this.bytes = bytes
    this.offset = offset
  }

  /** Goes to the next field, past the value of the current one if nobody took it. False at the end. */
  next(): boolean {
    if (this.pending) this.skip()
    if (this.position >= this.bytes.length) return false
    const key = this.varint()
    this.wireType = Number(key & 7n)
    this.field = Number(key >> 3n)
    this.pending = true
    return true
  }

  /** An unsigned integer, `enum` or `bool` that must be a safe number: counts, lengths and kinds. */
  number(): number {
    const value = this.bigint()
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw this.corrupt(`${value} is no count or length`)
    return Number(value)
  }

  boolean(): boolean {
    return this.bigint() !== 0n
  }

  /** An unsigned integer of up to 64 bits. */
  bigint(): bigint {
    this.take(0)
    return this.varint()
  }

  /** A signed integer of up to 64 bits, zigzag. */
  signed(): bigint {
    const value = this.bigint()
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))
  }

  double(): number {
    this.take(1)
    const start = this.advance(8)
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + start, 8).getFloat64(0, true)
  }

  blob(): Uint8Array {
    this.take(2)
    const length = this.varint()
    const start = this.advance(length > 0xffff_ffffn ? Number.MAX_SAFE_INTEGER : Number(length))
    return this.bytes.subarray(start, this.position)
  }

  text(): string {
    return utf8.decode(this.blob())
  }

  message(): MessageReader {
    return new MessageReader(this.blob(), this.offset)
  }

  /** Adds the integers of a repeated field, packed or not. */
  numbers(into: number[]): void {
    if (this.wireType !== 2) {
      into.push(this.number())
      return
    }
    const packed = this.message()
    while (packed.position < packed.bytes.length) {
      packed.pending = true
      into.push(packed.number())
    }
  }

  corrupt(message: string): OrcError {
    return new OrcError('corrupt', message, { offset: this.offset })
  }

  private take(wireType: number): void {
    if (this.wireType !== wireType) {
      throw this.corrupt(
        `field ${this.field} has wire type ${this.wireType} instead of ${wireType}`,
      )
    }
    this.pending = false
  }

  private skip(): void {
    switch (this.wireType) {
      case 0:
        this.bigint()
        return
      case 1:
        this.double()
        return
      case 2:
        this.blob()
        return
      case 5:
        this.take(5)
        this.advance(4)
        return
      default:
        throw this.corrupt(`field ${this.field} has the unknown wire type ${this.wireType}`)
    }
  }

  private advance(count: number): number {
    const start = this.position
    if (count > this.bytes.length - start) throw this.corrupt('a message ends inside a field')
    this.position = start + count
    return start
  }

  private varint(): bigint {
    let value = 0
    let scale = 1
    for (let i = 0; i < 7; i++) {
      const byte = this.bytes[this.advance(1)]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return BigInt(value)
      scale *= 0x80
    }
    let wide = BigInt(value)
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.advance(1)]!
      wide |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, wide)
    }
    throw this.corrupt('an integer of more than ten bytes')
  }
}
