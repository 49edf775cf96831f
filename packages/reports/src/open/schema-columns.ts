import type { ReportManifest } from './report-manifest.ts'

/**
 * Names of the columns of a manifest's `fileSchema`, in order: words with commas for CSV, `struct<…>` for ORC, `message … {…}`
 * for Parquet in any spelling of its types. `undefined` where it is none of its format, or not flat. Types are the files' own.
 */
export function schemaColumns(
  format: ReportManifest['format'],
  schema: string,
): readonly string[] | undefined {
  const names = readers[format](schema.trim())
  return names?.every((name) => name !== '') === true ? names : undefined
}

const readers: Readonly<
  Record<ReportManifest['format'], (schema: string) => readonly string[] | undefined>
> = { csv: csvColumns, orc: orcColumns, parquet: parquetColumns }

function csvColumns(schema: string): readonly string[] {
  return schema.split(',').map((name) => name.trim())
}

function orcColumns(schema: string): readonly string[] | undefined {
  const inside = /^struct\s*<([^<>]*)>$/i.exec(schema)?.[1]
  // Commas of decimal(10,2) are no commas between columns.
  return inside?.split(/,(?![^(]*\))/).map((column) => {
    const colon = column.indexOf(':')
    return colon === -1 ? '' : column.slice(0, colon).trim()
  })
}

function parquetColumns(schema: string): readonly string[] | undefined {
  const inside = /^message\s+[^{}]*\{([^{}]*)\}$/i.exec(schema)?.[1]
  return inside
    ?.split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => parquetField.exec(statement)?.[1] ?? '')
}

const parquetField = /^(?:required|optional|repeated)\s+\w+(?:\s*\(\d+\))?\s+([^\s(=]+)/i
