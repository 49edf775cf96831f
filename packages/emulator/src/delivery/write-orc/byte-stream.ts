import { ByteWriter } from './byte-writer.ts'
import type { EncodedStream, StreamKind, StreamMark } from './stream.ts'

/** A stream of bytes as they are. */
export class ByteStream {
  readonly #kind: StreamKind
  readonly #out = new ByteWriter()
  readonly #marks: StreamMark[] = []

  constructor(kind: StreamKind) {
    this.#kind = kind
  }

  append(bytes: Uint8Array): void {
    this.#out.append(bytes)
  }

  /** A group of rows begins here. */
  mark(): void {
    this.#marks.push({ offset: this.#out.length, within: [] })
  }

  finish(): EncodedStream {
    return { kind: this.#kind, bytes: this.#out.toBuffer(), marks: this.#marks }
  }
}
