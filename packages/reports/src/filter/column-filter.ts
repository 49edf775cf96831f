import { fieldsOfFilter, parseInstant } from '@bucket-inventory/core'
import type { InventoryFilter, RecordField } from '@bucket-inventory/core'

import type { Column } from '../batch/column.ts'
import type { RecordBatch } from '../batch/record-batch.ts'
import { startsWith } from './starts-with.ts'

/** Which rows are kept. */
export interface RowFilter extends InventoryFilter {
  /** Only what a report of current versions would list: of each object the latest version, unless that is a delete marker. */
  readonly latestOnly?: boolean
}

/** The columns that {@link filterRows} needs to decide. */
export function fieldsOfRowFilter(filter: RowFilter): RecordField[] {
  const { prefix, latestOnly = false } = filter
  return [
    ...(prefix === undefined ? [] : (['key'] as const)),
    ...fieldsOfFilter(filter),
    ...(latestOnly ? (['isLatest', 'isDeleteMarker'] as const) : []),
  ]
}

/**
 * The rows that match, rising. Means what `matchesFilter` of core means, column by column instead of record by record.
 * Throws a `RangeError` for an instant that does not parse.
 */
export function filterRows(batch: RecordBatch, filter: RowFilter): Uint32Array {
  const { prefix, lastModified, size, storageClasses, latestOnly = false } = filter
  const rows = new Rows(batch.length)
  const from = timeOf(lastModified?.from)
  const to = timeOf(lastModified?.to)
  if (latestOnly) {
    keepValues(rows, batch.column('isLatest'), (latest) => latest !== false)
    keepValues(rows, batch.column('isDeleteMarker'), (marker) => marker !== true)
  }
  if (storageClasses !== undefined) {
    const wanted: ReadonlySet<string> = new Set(storageClasses)
    keepValues(
      rows,
      batch.column('storageClass'),
      (value) => value !== undefined && wanted.has(value.name),
    )
  }
  if (size?.min !== undefined || size?.max !== undefined) {
    keepWithin(rows, batch.column('size'), size.min, size.max)
  }
  if (from !== undefined || to !== undefined) {
    keepWithin(rows, batch.column('lastModified'), from, to)
  }
  if (prefix !== undefined) rows.keep(startsWith(batch.column('key'), prefix))
  return rows.kept()
}

/** Rows that are still in. */
class Rows {
  #rows: Uint32Array
  #count: number

  constructor(length: number) {
    this.#rows = Uint32Array.from({ length }, (_, row) => row)
    this.#count = length
  }

  keep(test: (row: number) => boolean): void {
    const rows = this.#rows
    let kept = 0
    for (let index = 0; index < this.#count; index++) {
      const row = rows[index] ?? 0
      if (test(row)) rows[kept++] = row
    }
    this.#count = kept
  }

  kept(): Uint32Array {
    return this.#rows.subarray(0, this.#count)
  }
}

function keepValues<T>(rows: Rows, column: Column<T>, test: (value: T) => boolean): void {
  if (column.kind !== 'dictionary') {
    rows.keep((row) => test(column.get(row)))
    return
  }
  const { codes } = column
  const kept = column.values.map(test)
  rows.keep((row) => kept[codes[row] ?? -1] === true)
}

function keepWithin(
  rows: Rows,
  column: Column<number | undefined>,
  low: number | undefined,
  high: number | undefined,
): void {
  const within = (value: number | undefined): boolean =>
    value !== undefined &&
    (low === undefined || value >= low) &&
    (high === undefined || value <= high)
  if (column.kind !== 'number') {
    keepValues(rows, column, within)
    return
  }
  const { values } = column
  // NaN, no value, is neither above nor below.
  const least = low ?? -Infinity
  const most = high ?? Infinity
  rows.keep((row) => {
    const value = values[row] ?? Number.NaN
    return value >= least && value <= most
  })
}

function timeOf(instant: string | undefined): number | undefined {
  if (instant === undefined) return undefined
  const time = parseInstant(instant)
  if (time === undefined) throw new RangeError(`"${instant}" is no instant with an offset`)
  return time
}
