/* oxlint-disable typescript/no-non-null-assertion -- every index is below the end, which is checked first */
import { ParquetFault } from './parquet-fault.ts'

/**
 * Reads structs of Thrift's compact protocol, as footers and page headers are written in. Allocates nothing for what is
 * not asked for, and nothing before its bytes are there, whatever counts and lengths say.
 *
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class ThriftReader {
  position: number
  /** Whether it was refused for ending too early. */
  exhausted = false
  readonly #bytes: Uint8Array
  readonly #end: number
  #type = wire.struct
  #depth = 0

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.position = start
    this.#end = end
  }

  /** Reads a struct: `field` reads the value of a field and says so, or leaves it to be skipped. */
  struct(field: (id: number) => boolean): void {
    this.#expect(wire.struct)
    if (++this.#depth > 32) throw malformed('its structs are nested too deeply')
    for (let id = 0; ;) {
      const head = this.#byte()
      const type = head & 15
      if (type === wire.stop) break
      id = head >> 4 === 0 ? unzigzag(this.#varint()) : id + (head >> 4)
      this.#type = type
      if (!field(id)) this.#skip(type)
    }
    this.#depth--
  }

  /** Reads a list, each element by a call of `element`. */
  list(element: () => void): void {
    this.#expect(wire.list)
    const [type, count] = this.#listHead()
    for (let index = 0; index < count; index++) {
      this.#type = type
      element()
    }
  }

  integer(): number {
    if (this.#type === wire.byte) return (this.#byte() << 24) >> 24
    if (this.#type < wire.i16 || this.#type > wire.i64) throw malformed('a number is none')
    return unzigzag(this.#varint())
  }

  boolean(): boolean {
    if (this.#type > wire.false) throw malformed('a truth value is none')
    return this.#type === wire.true
  }

  /** A view of bytes. */
  bytes(): Uint8Array {
    this.#expect(wire.binary)
    const start = this.#advance(this.#varint())
    return this.#bytes.subarray(start, this.position)
  }

  text(): string {
    const bytes = this.bytes()
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  }

  #skip(type: number): void {
    if (type === wire.true || type === wire.false) return
    if (type === wire.byte) this.#advance(1)
    else if (type === wire.double) this.#advance(8)
    else if (type === wire.binary) this.#advance(this.#varint())
    else if (type === wire.struct) this.struct(() => false)
    else if (type === wire.list || type === wire.set) this.#skipList()
    else if (type >= wire.i16 && type <= wire.i64) this.#varint()
    else throw malformed(`it has a field of the unknown type ${type}`)
  }

  #skipList(): void {
    const [type, count] = this.#listHead()
    if (++this.#depth > 32) throw malformed('its lists are nested too deeply')
    for (let index = 0; index < count; index++) {
      this.#type = type
      // In a list a truth value has a byte of its own.
      this.#skip(type === wire.true || type === wire.false ? wire.byte : type)
    }
    this.#depth--
  }

  #listHead(): [type: number, count: number] {
    const head = this.#byte()
    const count = head >> 4 === 15 ? this.#varint() : head >> 4
    // Each element has a byte at least.
    if (count > this.#end - this.position) throw this.#cut()
    return [head & 15, count]
  }

  #expect(type: number): void {
    if (this.#type !== type) throw malformed('a field is of another type than it must be')
  }

  #varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw malformed('a number is too great')
      if (byte < 128) return value
      if (scale > 2 ** 63) throw malformed('a number does not end')
    }
  }

  #byte(): number {
    if (this.position >= this.#end) throw this.#cut()
    return this.#bytes[this.position++]!
  }

  #advance(length: number): number {
    const start = this.position
    if (length > this.#end - start) throw this.#cut()
    this.position = start + length
    return start
  }

  #cut(): ParquetFault {
    this.exhausted = true
    return malformed('it ends too early')
  }
}

const wire = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
