import type { ReportColumn, ScannedVersion } from './report-column.ts'
import { snakeCase } from './snake-case.ts'
import type { OrcColumn } from './write-orc/orc-column.ts'
import { writeOrc } from './write-orc/write-orc.ts'

/** Rows as one ORC file. */
export function writeOrcReport(
  columns: readonly ReportColumn[],
  rows: readonly ScannedVersion[],
  rowsPerStripe?: number,
): Promise<Buffer> {
  return writeOrc(
    columns.map((column) => orcColumn(column, rows)),
    rowsPerStripe,
  )
}

/** The columns of an ORC report as its manifest spells them. */
export function orcSchema(columns: readonly ReportColumn[]): string {
  const fields = columns.map(({ name, type }) => `${snakeCase(name)}:${orcTypes[type]}`)
  return `struct<${fields.join(',')}>`
}

const orcTypes = {
  text: 'string',
  key: 'string',
  boolean: 'boolean',
  integer: 'bigint',
  instant: 'timestamp',
} as const satisfies Record<ReportColumn['type'], OrcColumn['type']>

function orcColumn(column: ReportColumn, rows: readonly ScannedVersion[]): OrcColumn {
  const name = snakeCase(column.name)
  const type = orcTypes[column.type]
  const values = rows.map((row) => column.read(row))
  switch (type) {
    case 'string':
      return { name, type, values: values.map((value) => present(value, String)) }
    case 'boolean':
      return { name, type, values: values.map((value) => present(value, Boolean)) }
    case 'bigint':
    case 'timestamp':
      return { name, type, values: values.map((value) => present(value, Number)) }
  }
}

function present<From, To>(value: From | undefined, convert: (value: From) => To): To | undefined {
  return value === undefined ? undefined : convert(value)
}
