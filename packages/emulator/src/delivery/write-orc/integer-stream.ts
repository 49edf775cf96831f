import { ByteWriter } from './byte-writer.ts'
import { longestRun, writeIntegerRuns } from './integer-runs.ts'
import type { EncodedStream, StreamKind, StreamMark } from './stream.ts'
import { greatestInteger, leastInteger } from './zigzag.ts'

/** A stream of whole numbers, in runs of version 2. Numbers beyond what a JavaScript number holds exactly are refused. */
export class IntegerStream {
  readonly #kind: StreamKind
  readonly #signed: boolean
  readonly #out = new ByteWriter()
  readonly #marks: StreamMark[] = []
  #pending: number[] = []

  constructor(kind: StreamKind, signed: boolean) {
    this.#kind = kind
    this.#signed = signed
  }

  add(value: number): void {
    const least = this.#signed ? leastInteger : 0
    if (!Number.isInteger(value) || value < least || value > greatestInteger)
      throw new RangeError(`${value} is no whole number from ${least} to ${greatestInteger}`)
    this.#pending.push(value)
    if (this.#pending.length === longestRun) this.#write()
  }

  /** A group of rows begins here. */
  mark(): void {
    this.#marks.push({ offset: this.#out.length, within: [this.#pending.length] })
  }

  finish(): EncodedStream {
    this.#write()
    return { kind: this.#kind, bytes: this.#out.toBuffer(), marks: this.#marks }
  }

  #write(): void {
    writeIntegerRuns(this.#pending, this.#signed, this.#out)
    this.#pending = []
  }
}
