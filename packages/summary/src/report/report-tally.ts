import type { ObjectRecord, RecordedStorageClass, RecordField } from '@bucket-inventory/core'
import type { RecordBatch } from '@bucket-inventory/reports'

import { ageNumbers, ageSpanOf, ageSpans } from './age-spans.ts'
import { ContentEvidence } from './content-evidence.ts'
import { countNullVersions } from './count-null-versions.ts'
import { DuplicateTable } from './duplicate-table.ts'
import { LargestObjects } from './largest-objects.ts'
import { numberValues } from './number-values.ts'
import { PrefixTable } from './prefix-table.ts'
import { prefixTree } from './prefix-tree.ts'
import type { PrefixCounts } from './report-summary.ts'
import { sizeSpanOf, sizeSpans } from './size-spans.ts'
import type { SummaryField } from './summary-fields.ts'
import { Tally } from './tally.ts'
import { textBytes } from './text-bytes.ts'
import { ValueNumbers } from './value-numbers.ts'

export interface ReportTallyOptions {
  readonly depth: number
  readonly prefixes: number
  readonly largest: number
  readonly duplicates: boolean
  readonly memory: number
  readonly asOf: number
}

/** Counts the rows of a report, batch by batch and column by column. */
export class ReportTally {
  readonly fields: ReadonlySet<RecordField>
  /** By age within storage class. */
  readonly classAges = new Tally()
  /** By span; the last number is of no size. */
  readonly sizes = new Tally()
  readonly encryptions = new Tally()
  readonly latest = new Tally()
  readonly multiparts = new Tally()
  readonly storageClass = new ValueNumbers<RecordedStorageClass | undefined>(
    (value) => value?.native,
  )
  readonly encryption = new ValueNumbers<ObjectRecord['encryption']>((value) =>
    value === undefined ? undefined : `${value.encrypted} ${value.type ?? ''}`,
  )
  readonly isLatest = new ValueNumbers<boolean | undefined>((value) => value)
  readonly isMultipart = new ValueNumbers<boolean | undefined>((value) => value)
  readonly largest: LargestObjects
  readonly duplicates: DuplicateTable | undefined
  deleteMarkers = 0
  nullVersions = 0
  readonly options: ReportTallyOptions
  readonly #prefixes: PrefixTable
  readonly #evidence: ContentEvidence

  constructor(fields: readonly SummaryField[], options: ReportTallyOptions) {
    this.fields = new Set(fields)
    this.options = options
    const { depth, prefixes, duplicates, memory } = options
    this.largest = new LargestObjects(options.largest)
    const recognised = this.fields.has('etag') || this.fields.has('checksum')
    if (duplicates && recognised && this.sized) this.duplicates = new DuplicateTable(memory)
    this.#prefixes = new PrefixTable({
      depth,
      capacity: Math.max(4 * prefixes, 2 ** 16),
      sized: this.sized,
    })
    this.#evidence = new ContentEvidence(fields)
  }

  get sized(): boolean {
    return this.fields.has('size')
  }

  add(batch: RecordBatch<SummaryField>): void {
    const { length } = batch
    const left = this.#deleteMarkers(batch)
    const sizes = this.sized
      ? numberValues(batch.column('size'))
      : new Float64Array(length).fill(Number.NaN)
    this.#prefixes.add(
      textBytes(batch.column('key'), (key) => key),
      sizes,
      left,
    )
    this.#addClassAges(batch, sizes, left)
    if (this.sized) this.#addSizes(batch, sizes, left)
    this.#addValues(batch, {
      sizes,
      left,
      field: 'encryption',
      tally: this.encryptions,
      numbers: this.encryption,
    })
    this.#addValues(batch, {
      sizes,
      left,
      field: 'isLatest',
      tally: this.latest,
      numbers: this.isLatest,
    })
    this.#addValues(batch, {
      sizes,
      left,
      field: 'isMultipartUploaded',
      tally: this.multiparts,
      numbers: this.isMultipart,
    })
    if (this.fields.has('versionId'))
      this.nullVersions += countNullVersions(batch.column('versionId'), left)
  }

  /** The tree of prefixes; the counts of its root are those of all objects. */
  prefixes(): PrefixCounts {
    // The empty one is not listed.
    return prefixTree(this.#prefixes.nodes(this.options.prefixes + 1), this.sized)
  }

  /** Marks the rows that are no objects. */
  #deleteMarkers(batch: RecordBatch<SummaryField>): Uint8Array | undefined {
    if (!this.fields.has('isDeleteMarker')) return undefined
    const column = batch.column('isDeleteMarker')
    if (column.kind === 'dictionary' && !column.values.includes(true)) return undefined
    const left = new Uint8Array(batch.length)
    for (let row = 0; row < left.length; row++) {
      if (column.get(row) !== true) continue
      left[row] = 1
      this.deleteMarkers++
    }
    return left
  }

  #addClassAges(
    batch: RecordBatch<SummaryField>,
    sizes: Float64Array,
    left: Uint8Array | undefined,
  ): void {
    const { length } = batch
    const classes = this.fields.has('storageClass')
      ? this.storageClass.numbers(batch.column('storageClass'))
      : undefined
    const times = this.fields.has('lastModified')
      ? numberValues(batch.column('lastModified'))
      : undefined
    if (classes === undefined && times === undefined) return
    const { asOf } = this.options
    for (let row = 0; row < length; row++) {
      if (left?.[row] === 1) continue
      const time = times?.[row] ?? Number.NaN
      // Only NaN differs from itself.
      const age = time === time ? ageSpanOf(asOf - time) : ageSpans.length
      this.classAges.add((classes?.[row] ?? 0) * ageNumbers + age, sizes[row] ?? Number.NaN)
    }
  }

  #addSizes(
    batch: RecordBatch<SummaryField>,
    sizes: Float64Array,
    left: Uint8Array | undefined,
  ): void {
    this.largest.add(batch, sizes, left)
    if (this.duplicates !== undefined) {
      this.#evidence.bind(batch)
      this.duplicates.add(this.#evidence, sizes, left)
    }
    for (let row = 0; row < sizes.length; row++) {
      if (left?.[row] === 1) continue
      const size = sizes[row] ?? Number.NaN
      this.sizes.add(size === size ? sizeSpanOf(size) : sizeSpans.length, size)
    }
  }

  #addValues<F extends SummaryField>(
    batch: RecordBatch<SummaryField>,
    {
      field,
      sizes,
      left,
      tally,
      numbers,
    }: {
      readonly field: F
      readonly sizes: Float64Array
      readonly left: Uint8Array | undefined
      readonly tally: Tally
      readonly numbers: ValueNumbers<ObjectRecord[F]>
    },
  ): void {
    if (!this.fields.has(field)) return
    const values = numbers.numbers(batch.column(field))
    for (let row = 0; row < values.length; row++) {
      if (left?.[row] !== 1) tally.add(values[row] ?? 0, sizes[row] ?? Number.NaN)
    }
  }
}
