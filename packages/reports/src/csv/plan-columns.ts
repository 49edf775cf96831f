import type { RecordField } from '@bucket-inventory/core'

import type { ReportColumn } from '../open/report-manifest.ts'
import { isNumberField } from '../values/number-fields.ts'
import type { NumberField } from '../values/number-fields.ts'
import type { ColumnField } from '../values/value-readers.ts'

/** A column that is decoded, and where it stands in a row. */
export interface PlannedColumn<F extends RecordField = RecordField> extends ReportColumn {
  readonly field: F
  readonly index: number
}

export type ColumnGroup = readonly [PlannedColumn, ...PlannedColumn[]]

/** How the columns of a file are decoded. */
export interface ColumnPlan {
  readonly numbers: readonly PlannedColumn<NumberField>[]
  readonly texts: readonly PlannedColumn<ColumnField>[]
  /** Columns of many texts that no property is for. */
  readonly natives: readonly PlannedColumn<'native'>[]
  /** Neighbours of few values, decoded together. */
  readonly groups: readonly ColumnGroup[]
}

/** What was learned about columns that had been taken for columns of few values. */
export interface ColumnLessons {
  /** Columns of many values. */
  readonly varied: ReadonlySet<number>
  /** Columns that are not decoded together with the one before. */
  readonly apart: ReadonlySet<number>
}

/** Columns that differ from row to row from the outset. Others are tried as columns of few values. */
const varying: ReadonlySet<RecordField> = new Set([
  'key',
  'versionId',
  'etag',
  'checksum',
  'size',
  'lastModified',
  'storageClassChangedAt',
  'lastAccessedAt',
])

/** Which of the columns are decoded, and how. Of two columns for one property the first counts. */
export function planColumns(
  columns: readonly ReportColumn[],
  fields: ReadonlySet<RecordField>,
  { varied, apart }: ColumnLessons,
): ColumnPlan {
  const numbers: PlannedColumn<NumberField>[] = []
  const texts: PlannedColumn<ColumnField>[] = []
  const natives: PlannedColumn<'native'>[] = []
  const groups: [PlannedColumn, ...PlannedColumn[]][] = []
  const seen = new Set<RecordField>()
  for (const [index, { name, field }] of columns.entries()) {
    if (!fields.has(field) || seen.has(field)) continue
    if (field !== 'native') seen.add(field)
    if (!varying.has(field) && !varied.has(index)) {
      const group = groups.at(-1)
      if (group?.at(-1)?.index !== index - 1 || apart.has(index))
        groups.push([{ name, field, index }])
      else group.push({ name, field, index })
    } else if (isNumberField(field)) numbers.push({ name, field, index })
    else if (field === 'native') natives.push({ name, field, index })
    else texts.push({ name, field, index })
  }
  return { numbers, texts, natives, groups }
}
