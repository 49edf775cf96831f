import { ByteWriter } from './byte-writer.ts'
import type { EncodedStream, StreamKind, StreamMark } from './stream.ts'

/** How many bytes a run of different ones has at the most; of the same ones it could have two more. */
const longestRun = 128

/**
 * A stream of booleans: eight a byte, the first in the highest bit, and the bytes in runs.
 * https://orc.apache.org/specification/ORCv1/#boolean-run-length-encoding
 */
export class BitStream {
  readonly #kind: StreamKind
  readonly #out = new ByteWriter()
  readonly #marks: StreamMark[] = []
  #pending: number[] = []
  #byte = 0
  #bits = 0

  constructor(kind: StreamKind) {
    this.#kind = kind
  }

  add(value: boolean): void {
    this.#byte = (this.#byte << 1) | (value ? 1 : 0)
    this.#bits += 1
    if (this.#bits === 8) this.#endByte()
  }

  /** A group of rows begins here. */
  mark(): void {
    this.#marks.push({ offset: this.#out.length, within: [this.#pending.length, this.#bits] })
  }

  finish(): EncodedStream {
    while (this.#bits > 0) this.add(false)
    this.#write()
    return { kind: this.#kind, bytes: this.#out.toBuffer(), marks: this.#marks }
  }

  #endByte(): void {
    this.#pending.push(this.#byte)
    this.#byte = 0
    this.#bits = 0
    if (this.#pending.length === longestRun) this.#write()
  }

  #write(): void {
    writeByteRuns(this.#pending, this.#out)
    this.#pending = []
  }
}

/** Up to 128 bytes: runs of three and more of the same, and what is between them as it is. */
function writeByteRuns(bytes: readonly number[], out: ByteWriter): void {
  let start = 0
  let index = 0
  while (index < bytes.length) {
    const length = repeatsFrom(bytes, index)
    if (length >= 3) {
      writeLiteral(bytes.slice(start, index), out)
      out.byte(length - 3)
      out.byte(bytes[index] ?? 0)
      start = index + length
    }
    index += length
  }
  writeLiteral(bytes.slice(start), out)
}

function repeatsFrom(bytes: readonly number[], start: number): number {
  let end = start + 1
  while (end < bytes.length && bytes[end] === bytes[start]) end += 1
  return end - start
}

/** The count as a negative byte, and the bytes. */
function writeLiteral(bytes: readonly number[], out: ByteWriter): void {
  if (bytes.length === 0) return
  out.byte(256 - bytes.length)
  out.append(Uint8Array.from(bytes))
}
