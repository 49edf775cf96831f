/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of the message first */
import { OrcError } from './orc-error.ts'
import { narrow } from './zigzag.ts'

/** A mark of byte order is text like any other. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

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
    if (typeof key === 'bigint') throw this.corrupt('a field with a number of more than 53 bits')
    this.wireType = key % 8
    this.field = Math.floor(key / 8)
    this.pending = true
    return true
  }

  /** An unsigned integer, `enum` or `bool` that must be a safe number: counts, lengths and kinds. */
  number(): number {
    const value = this.unsigned()
    if (typeof value === 'bigint') throw this.corrupt(`${value} is no count or length`)
    return value
  }

  boolean(): boolean {
    return this.unsigned() !== 0
  }

  /** A signed integer of up to 64 bits, zigzag. */
  signed(): bigint {
    const value = BigInt(this.unsigned())
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
    const start = this.advance(Number(length))
    return this.bytes.subarray(start, this.position)
  }

  text(): string {
    return utf8.decode(this.blob())
  }

  message(): MessageReader {
    return new MessageReader(this.blob(), this.offset)
  }

  /** Adds the integers of a repeated field, packed or not; more than so many are `corrupt`. */
  numbers(into: number[], most: number): void {
    if (this.wireType !== 2) {
      this.add(into, most)
      return
    }
    const packed = this.message()
    while (packed.position < packed.bytes.length) packed.add(into, most)
  }

  corrupt(message: string): OrcError {
    return new OrcError('corrupt', message, { offset: this.offset })
  }

  private add(into: number[], most: number): void {
    if (into.length === most) throw this.corrupt(`more than ${most} integers in a field`)
    into.push(this.number())
  }

  /** An unsigned integer of up to 64 bits: a bigint where a number would round. */
  private unsigned(): number | bigint {
    this.take(0)
    return this.varint()
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
        this.unsigned()
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

  private varint(): number | bigint {
    let value = 0
    let scale = 1
    for (let i = 0; i < 7; i++) {
      const byte = this.bytes[this.advance(1)]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 0x80
    }
    let wide = BigInt(value)
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.advance(1)]!
      wide |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return narrow(BigInt.asUintN(64, wide))
    }
    throw this.corrupt('an integer of more than ten bytes')
  }
}
