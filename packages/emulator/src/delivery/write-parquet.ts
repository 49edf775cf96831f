import { ByteWriter, parquetWrite } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'

import type { ReportColumn, ScannedVersion } from './report-column.ts'
import { snakeCase } from './snake-case.ts'

/** Files that were seen have one row group: 200 MB are a million rows and more. */
const rowsPerGroupByDefault = 1_000_000

/** Rows as one Parquet file, compressed with Snappy, with statistics that are not cut short. */
export function writeParquet(
  columns: readonly ReportColumn[],
  rows: readonly ScannedVersion[],
  rowsPerGroup = rowsPerGroupByDefault,
): Buffer {
  const writer = new ByteWriter()
  void parquetWrite({
    writer,
    schema: [
      { name: 's3.inventory', num_children: columns.length },
      ...columns.map((column) => schemaElement(column)),
    ],
    columnData: columns.map((column) => ({
      name: snakeCase(column.name),
      data: rows.map((row) => toParquet(column, row)),
    })),
    codec: 'SNAPPY',
    rowGroupSize: rowsPerGroup,
    statisticsTruncateLength: Infinity,
  })
  return Buffer.from(writer.getBuffer())
}

/** Whether every row has a value: no other column promises it. */
export function isRequired({ name }: ReportColumn): boolean {
  return name === 'Bucket' || name === 'Key'
}

function schemaElement(column: ReportColumn): SchemaElement {
  return {
    name: snakeCase(column.name),
    repetition_type: isRequired(column) ? 'REQUIRED' : 'OPTIONAL',
    ...parquetTypes[column.type],
  }
}

const text = {
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
} as const

const parquetTypes: Readonly<Record<ReportColumn['type'], Omit<SchemaElement, 'name'>>> = {
  text,
  key: text,
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
}

function toParquet(
  { type, read }: ReportColumn,
  row: ScannedVersion,
): string | boolean | bigint | undefined {
  const value = read(row)
  if (value === undefined) return undefined
  if (type === 'boolean') return value === true
  return type === 'integer' || type === 'instant' ? BigInt(value) : String(value)
}
