import type { JoinMemory } from './join-memory.ts'
import type { TextSource } from './text-source.ts'

/** What a column of texts is called in `assembly/layout.ts` and `assembly/control.ts`. */
export type StagedColumn = 'KEY' | 'ORIGINAL' | 'ETAG' | 'VERSION' | 'CHECKSUM'

/** A column of texts, as the join takes it. */
export class StagedTexts {
  readonly #memory: JoinMemory
  readonly #texts: number
  readonly #ends: number
  readonly #base: number
  readonly #missing: number | undefined

  constructor(memory: JoinMemory, column: StagedColumn) {
    const { constant } = memory.instance
    this.#memory = memory
    this.#texts = constant(`${column}S`)
    this.#ends = constant(`${column}_ENDS`)
    this.#base = constant(`${column}_BASE`)
    this.#missing =
      column === 'KEY' || column === 'ORIGINAL' ? undefined : constant(`${column}_MISSING`)
  }

  /** Copies the texts of these rows. */
  stage({ bytes, ends, missing }: TextSource, from: number, to: number): void {
    const { views } = this.#memory
    const start = startOf(ends, from)
    views.bytes.set(bytes.subarray(start, startOf(ends, to)), this.#texts)
    new Uint32Array(views.buffer, this.#ends, to - from).set(ends.subarray(from, to))
    views.data.setUint32(this.#base, start, true)
    if (this.#missing === undefined) return
    if (missing === undefined) views.bytes.fill(0, this.#missing, this.#missing + to - from)
    else views.bytes.set(missing.subarray(from, to), this.#missing)
  }
}

export function startOf(ends: Uint32Array, row: number): number {
  return row === 0 ? 0 : (ends[row - 1] ?? 0)
}
