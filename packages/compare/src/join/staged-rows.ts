import { InventoryError } from '@bucket-inventory/core'

import type { BoundBatch } from './bound-batch.ts'
import type { JoinMemory } from './join-memory.ts'
import { StagedTexts, startOf } from './staged-texts.ts'
import type { TextSource } from './text-source.ts'

/** Rows of a batch that are staged. */
export interface StagedPortion {
  readonly from: number
  readonly to: number
  /** That the records of them take at most. */
  readonly bytes: number
}

/** Beside its header and its texts, a record has the lengths of its texts, and is filled up at three places. */
const mostFilling = 32

/** Copies rows of batches to where the join takes them. */
export class StagedRows {
  readonly #memory: JoinMemory
  /** By which the key of a row may grow. */
  readonly #longerBy: number
  readonly #keys: StagedTexts
  readonly #originals: StagedTexts
  readonly #etags: StagedTexts
  readonly #versions: StagedTexts
  readonly #checksums: StagedTexts
  readonly #columnsAt: number
  readonly #algorithmAt: number
  readonly #formAt: number
  /** Of the columns that are there. */
  readonly #flags: Readonly<Record<Exclude<keyof BoundBatch, 'length' | 'words' | 'keys'>, number>>

  constructor(memory: JoinMemory, longerBy: number) {
    this.#memory = memory
    this.#longerBy = longerBy
    this.#keys = new StagedTexts(memory, 'KEY')
    this.#originals = new StagedTexts(memory, 'ORIGINAL')
    this.#etags = new StagedTexts(memory, 'ETAG')
    this.#versions = new StagedTexts(memory, 'VERSION')
    this.#checksums = new StagedTexts(memory, 'CHECKSUM')
    const { constant } = memory.instance
    this.#columnsAt = constant('COLUMNS')
    this.#algorithmAt = constant('CHECKSUM_ALGORITHM')
    this.#formAt = constant('CHECKSUM_FORM')
    this.#flags = {
      originals: constant('HAS_ORIGINALS'),
      etags: constant('HAS_ETAGS'),
      versions: constant('HAS_VERSIONS'),
      checksums: constant('HAS_CHECKSUMS'),
      sizes: constant('HAS_SIZES'),
      times: constant('HAS_TIMES'),
    }
  }

  /** As many rows as can be taken at once, from this one on. */
  portion(batch: BoundBatch, from: number): StagedPortion {
    const { keys, originals, etags, versions, checksums } = batch
    const columns = [keys, originals, etags, versions, checksums]
    let to = Math.min(batch.length, from + this.#memory.rows)
    for (;;) {
      const lengths = columns.map((column) => textBytes(column, from, to))
      const bytes =
        (to - from) * (this.#memory.header + mostFilling + this.#longerBy) +
        lengths.reduce((sum, length) => sum + length) +
        // The key that was rewritten is kept too.
        textBytes(keys, from, to)
      const fits = Math.max(...lengths) <= this.#memory.texts && bytes <= this.#memory.scratchSize
      if (fits) return { from, to, bytes }
      if (to - from === 1) throw tooLong(keys, from)
      to = from + Math.ceil((to - from) / 2)
    }
  }

  stage(batch: BoundBatch, { from, to }: StagedPortion): void {
    const { views } = this.#memory
    const flags = this.#flags
    const { keys, originals, etags, versions, checksums, sizes, times, words } = batch
    let columns = 0
    this.#keys.stage(keys, from, to)
    if (originals !== undefined) {
      this.#originals.stage(originals, from, to)
      columns |= flags.originals
    }
    if (etags !== undefined) {
      this.#etags.stage(etags, from, to)
      columns |= flags.etags
    }
    if (versions !== undefined) {
      this.#versions.stage(versions, from, to)
      columns |= flags.versions
    }
    if (checksums !== undefined) {
      this.#checksums.stage(checksums, from, to)
      columns |= flags.checksums
      views.data.setUint32(this.#algorithmAt, checksums.algorithm, true)
      views.data.setUint32(this.#formAt, checksums.form, true)
    }
    if (sizes !== undefined) {
      views.sizes.set(sizes.subarray(from, to))
      columns |= flags.sizes
    }
    if (times !== undefined) {
      views.times.set(times.subarray(from, to))
      columns |= flags.times
    }
    views.attributes.set(words.subarray(from, to))
    views.data.setUint32(this.#columnsAt, columns, true)
  }
}

function textBytes(column: TextSource | undefined, from: number, to: number): number {
  return column === undefined ? 0 : startOf(column.ends, to) - startOf(column.ends, from)
}

function tooLong(keys: TextSource, row: number): InventoryError {
  const start = startOf(keys.ends, row)
  const key = Buffer.from(
    keys.bytes.subarray(start, Math.min(start + 100, keys.ends[row] ?? start)),
  )
  return new InventoryError(
    'limit-exceeded',
    `the row of a key that begins with ${JSON.stringify(key.toString())} is too long to be compared`,
  )
}
