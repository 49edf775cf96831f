import { ParquetTable } from '@bucket-inventory/compare'
import type { RecordField } from '@bucket-inventory/core'

import type { FileInMaking } from '../output/whole-file.ts'
import { flatColumns } from './flat-columns.ts'
import type { RowWriter } from './row-writer.ts'

/** Writes rows as a Parquet file, with a typed column for each flat one; any of them may have no value. */
export function parquetRowWriter(fields: readonly RecordField[], file: FileInMaking): RowWriter {
  const columns = fields.flatMap((field) =>
    flatColumns(field).map((column) => ({ ...column, field })),
  )
  const table = new ParquetTable(columns, file)
  return {
    async write(batch) {
      for (const [index, { field, cell }] of columns.entries()) {
        const column = batch.column(field)
        // The least and greatest text of each row group are kept to the end, and must not keep a batch alive.
        const valueAt =
          column.kind === 'text' ? column.getOwn.bind(column) : column.get.bind(column)
        for (let row = 0; row < batch.length; row++) table.add(index, cell(valueAt(row)))
      }
      await table.endRows(batch.length)
      return true
    },
    end: () => table.end(),
  }
}
