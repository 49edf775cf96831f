const encoder = new TextEncoder()

/** Types of the compact protocol, as they stand in the head of a field. */
const type = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const

/** Writes one struct in Thrift's compact protocol. Fields must come in the order of their numbers. */
export class ThriftWriter {
  readonly #bytes: number[] = []
  #before = 0

  boolean(id: number, value: boolean): void {
    this.#head(id, value ? type.true : type.false)
  }

  i32(id: number, value: number): void {
    this.#head(id, type.i32)
    this.#integer(value)
  }

  i64(id: number, value: number): void {
    this.#head(id, type.i64)
    this.#integer(value)
  }

  text(id: number, value: string): void {
    this.#head(id, type.binary)
    this.#text(value)
  }

  struct(id: number, write: (writer: this) => void): void {
    this.#head(id, type.struct)
    this.#struct(write)
  }

  i32s(id: number, values: readonly number[]): void {
    this.#list(id, values.length, type.i32)
    for (const value of values) this.#integer(value)
  }

  texts(id: number, values: readonly string[]): void {
    this.#list(id, values.length, type.binary)
    for (const value of values) this.#text(value)
  }

  structs<T>(id: number, items: readonly T[], write: (writer: this, item: T) => void): void {
    this.#list(id, items.length, type.struct)
    for (const item of items) this.#struct((writer) => write(writer, item))
  }

  /** The bytes of the struct; nothing can be written after. */
  end(): Uint8Array {
    this.#bytes.push(0)
    return Uint8Array.from(this.#bytes)
  }

  #head(id: number, of: number): void {
    this.#bytes.push(((id - this.#before) << 4) | of)
    this.#before = id
  }

  #list(id: number, length: number, of: number): void {
    this.#head(id, type.list)
    this.#bytes.push((15 << 4) | of)
    pushVarint(this.#bytes, length)
  }

  #struct(write: (writer: this) => void): void {
    const before = this.#before
    this.#before = 0
    write(this)
    this.#bytes.push(0)
    this.#before = before
  }

  #integer(value: number): void {
    pushVarint(this.#bytes, zigzag(value))
  }

  #text(value: string): void {
    const bytes = encoder.encode(value)
    pushVarint(this.#bytes, bytes.length)
    for (const byte of bytes) this.#bytes.push(byte)
  }
}

/** Of a safe integer of at most half the range. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

/** Seven bits a byte, the lowest first, of a safe integer from 0. */
export function pushVarint(bytes: number[], value: number): void {
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
}
