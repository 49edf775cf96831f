import { ByteWriter } from './byte-writer.ts'
import { zigzag } from './zigzag.ts'

/** A message of Protocol Buffers, field by field. https://protobuf.dev/programming-guides/encoding/ */
export class Message {
  readonly #writer = new ByteWriter()

  uint(field: number, value: number): this {
    this.#writer.varint(field * 8)
    this.#writer.varint(value)
    return this
  }

  sint(field: number, value: number): this {
    return this.uint(field, zigzag(value))
  }

  bool(field: number, value: boolean): this {
    return this.uint(field, value ? 1 : 0)
  }

  text(field: number, value: string): this {
    return this.#bytes(field, Buffer.from(value))
  }

  message(field: number, value: Message): this {
    return this.#bytes(field, value.toBuffer())
  }

  /** A repeated number, all of it in one field. */
  uints(field: number, values: readonly number[]): this {
    const packed = new ByteWriter()
    for (const value of values) packed.varint(value)
    return this.#bytes(field, packed.toBuffer())
  }

  toBuffer(): Buffer {
    return this.#writer.toBuffer()
  }

  #bytes(field: number, value: Uint8Array): this {
    this.#writer.varint(field * 8 + 2)
    this.#writer.varint(value.length)
    this.#writer.append(value)
    return this
  }
}
