import { InventoryError } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'
import type { ReadProgress, RecordBatch } from '@bucket-inventory/reports'

import type { KeyRewrite } from '../compare-options.ts'
import type { MatchedReport, MatchOptions } from '../matching.ts'
import type { AttributeTable } from './attribute-table.ts'
import { bindBatch } from './bound-batch.ts'
import type { BindOptions } from './bound-batch.ts'
import type { ChecksumAlgorithms } from './checksum-algorithms.ts'
import type { JoinMemory } from './join-memory.ts'
import type { JoinOutcome } from './join-outcome.ts'
import { PrefixRewriting } from './prefix-rewriting.ts'
import type { AlgorithmNames } from './record-reader.ts'
import type { RecordSource, StagedRun } from './record-source.ts'
import { SideAttributes } from './side-attributes.ts'
import { sideFields } from './side-fields.ts'
import type { SideTally } from './side-tally.ts'
import { StagedRows } from './staged-rows.ts'
import { Unreadable } from './unreadable.ts'

export interface SideRowsOptions {
  readonly side: 'left' | 'right'
  readonly matched: Omit<MatchedReport, 'rewriteKey'>
  readonly rewrite: KeyRewrite | undefined
  /** Whether version ids are read. */
  readonly withVersions: boolean
  readonly options: MatchOptions
  readonly memory: JoinMemory
  readonly outcome: JoinOutcome
  readonly attributes: AttributeTable
  readonly algorithms: ChecksumAlgorithms
  readonly names: AlgorithmNames
  readonly tally: SideTally
}

/** Rows are numbered in 32 bits. */
const mostRows = 2 ** 32

/** The rows of one side, read once. */
export class SideRows implements RecordSource {
  readonly tally: SideTally
  readonly #options: SideRowsOptions
  readonly #staged: StagedRows
  readonly #rewriting: PrefixRewriting
  readonly #binding: BindOptions
  readonly #fields: readonly RecordField[]
  readonly #reading: Unreadable<RecordBatch>
  #progress: ReadProgress | undefined

  constructor(options: SideRowsOptions) {
    const { matched, memory, attributes, algorithms, rewrite } = options
    const { report, takesKey, etagKind } = matched
    const { metadata, match } = options.options
    const fields = sideFields(report, metadata, options.withVersions)
    this.tally = options.tally
    this.#options = options
    this.#rewriting = new PrefixRewriting(memory, rewrite)
    this.#staged = new StagedRows(memory, this.#rewriting.longerBy)
    this.#fields = [...fields.rows, ...fields.attributes]
    this.#binding = {
      fields: fields.rows,
      attributes: new SideAttributes({
        table: attributes,
        fields: fields.attributes,
        etagKind,
        latestOnly: match === 'key',
      }),
      algorithms,
      takesKey,
      rewrite,
    }
    this.#reading = new Unreadable(() => this.#batches())
  }

  /** The first batch, which {@link runs} begins with; `undefined` of a report without rows. Holds until then. */
  async first(): Promise<RecordBatch | undefined> {
    const next = await this.#reading.next()
    this.#reading.unread(next)
    return next.done === true ? undefined : next.value
  }

  /** Ends reading, at any time. */
  async close(): Promise<void> {
    await this.#reading.return()
  }

  get share(): number {
    const { bytes = 0, totalBytes = 0 } = this.#progress ?? {}
    return totalBytes === 0 ? 1 : bytes / totalBytes
  }

  async *runs(): AsyncGenerator<StagedRun, void, undefined> {
    const { side, names } = this.#options
    let firstRow = 0
    for await (const batch of { [Symbol.asyncIterator]: () => this.#reading }) {
      if (firstRow + batch.length > mostRows) throw tooManyRows(side)
      const bound = bindBatch(batch, this.#binding)
      if (bound.checksums !== undefined) names[side] = bound.checksums.name
      this.tally.malformedEscapes += batch.malformedEscapes
      for (let from = 0; from < batch.length;) {
        const portion = this.#staged.portion(bound, from)
        this.#staged.stage(bound, portion)
        yield { rows: portion.to - from, bytes: portion.bytes, firstRow: firstRow + from }
        from = portion.to
      }
      firstRow += batch.length
    }
    this.tally.skipped = (this.#progress?.rows ?? 0) - this.tally.rows
  }

  build({ rows, firstRow }: StagedRun, at: number): number {
    this.#rewriting.set()
    const { memory, outcome, side } = this.#options
    const count = memory.calls.build(rows, firstRow, at)
    outcome.check(side)
    this.tally.rows += count
    return count
  }

  #batches(): AsyncIterable<RecordBatch> {
    const { side, matched, options } = this.#options
    const { where } = matched
    const { signal, onProgress } = options
    return matched.report.batches({
      fields: this.#fields,
      ...(where === undefined ? {} : { where }),
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => {
        this.#progress = progress
        onProgress?.({ ...progress, side })
      },
    })
  }
}

function tooManyRows(side: string): InventoryError {
  return new InventoryError(
    'limit-exceeded',
    `the ${side} report has more than ${mostRows} rows: compare it by prefixes`,
  )
}
