import { comparisonColumns } from './comparison-columns.ts'
import type { ComparisonWriter } from './comparison-writer.ts'
import { ParquetTable } from './parquet-table.ts'
import type { ByteSink } from './parquet-table.ts'

/** Writes the list of a comparison as a Parquet file, with the columns of `comparisonColumns`. */
export function parquetComparisonWriter(sink: ByteSink): ComparisonWriter {
  // Statistics would keep texts of each row group, and all that those were cut from, to the end.
  const table = new ParquetTable(comparisonColumns, sink, { statistics: false })
  return {
    async write(objects) {
      for (const object of objects) {
        for (const [column, { cell }] of comparisonColumns.entries()) {
          table.add(column, cell(object))
        }
        await table.endRows(1)
      }
    },
    end: () => table.end(),
  }
}
