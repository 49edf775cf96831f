import type { RecordField } from '@bucket-inventory/core'

import { ColumnBatch } from './column-batch.ts'
import { selectCodes } from './dictionary-column.ts'
import type { RecordBuilder } from './record-builder.ts'
import { setColumn } from './record-draft.ts'
import type { RecordColumns } from './record-draft.ts'

/**
 * These rows of a batch, in rising order, with the properties of the builder; the batch has columns for them. Where that is every row nothing
 * is copied, and the columns are valid as long as those of the batch.
 */
export function selectRows<F extends RecordField>(
  batch: ColumnBatch,
  rows: Uint32Array,
  builder: RecordBuilder<F>,
): ColumnBatch<F> {
  const { parts } = batch
  if (rows.length === batch.length) return new ColumnBatch(parts, builder)
  const columns: RecordColumns = {}
  for (const field of builder.fields) setColumn(columns, field, parts.columns[field]?.select(rows))
  const groups = parts.groups.map((group) => ({ ...group, codes: selectCodes(group.codes, rows) }))
  return new ColumnBatch({ ...parts, length: rows.length, columns, groups }, builder)
}
