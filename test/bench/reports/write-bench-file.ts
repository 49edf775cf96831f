import { createWriteStream, writeFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { writeOrc } from '@bucket-inventory/emulator'
import type { OrcColumn } from '@bucket-inventory/emulator'
import { fileWriter, parquetWrite } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'

import { benchColumns, snakeCase } from './bench-columns.ts'
import type { BenchColumn } from './bench-columns.ts'
import { benchRows } from './bench-row.ts'

/** Writes the data file of a report, of so many rows. */
export async function writeBenchFile(
  format: 'csv' | 'parquet' | 'orc',
  file: string,
  rows: number,
): Promise<void> {
  await { csv: writeCsv, parquet: writeParquet, orc: writeOrcFile }[format](file, rows)
}

async function writeCsv(file: string, rows: number): Promise<void> {
  function* lines() {
    let text = ''
    for (const row of benchRows(rows)) {
      text += `${benchColumns.map(({ type, read }) => `"${csvText(type, read(row))}"`).join(',')}\n`
      if (text.length > 1 << 20) {
        yield text
        text = ''
      }
    }
    yield text
  }
  await pipeline(lines(), createGzip(), createWriteStream(file))
}

function csvText(type: BenchColumn['type'], value: ReturnType<BenchColumn['read']>): string {
  if (value === undefined) return ''
  if (type === 'instant') return new Date(Number(value)).toISOString()
  if (type !== 'key') return String(value)
  // As S3 does: what a URL cannot hold, but slashes stay, and a space is a plus.
  return encodeURIComponent(String(value)).replaceAll('%2F', '/').replaceAll('%20', '+')
}

/** One row group, as S3 delivers. */
async function writeParquet(file: string, rows: number): Promise<void> {
  const text = {
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  } as const
  const types = {
    text,
    key: text,
    boolean: { type: 'BOOLEAN' },
    integer: { type: 'INT64' },
    instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  } as const
  const writer = fileWriter(file)
  await parquetWrite({
    writer,
    schema: [
      { name: 's3.inventory', num_children: benchColumns.length },
      ...benchColumns.map(({ name, type }): SchemaElement => ({
        name: snakeCase(name),
        repetition_type: name === 'Bucket' || name === 'Key' ? 'REQUIRED' : 'OPTIONAL',
        ...types[type],
      })),
    ],
    columnData: zipped(rows).map(([{ name, type }, values]) => ({
      name: snakeCase(name),
      data: isBigint(type)
        ? values.map((value) => (value === undefined ? undefined : BigInt(value)))
        : [...values],
    })),
    codec: 'SNAPPY',
    rowGroupSize: rows,
  })
}

async function writeOrcFile(file: string, rows: number): Promise<void> {
  writeFileSync(
    file,
    await writeOrc(zipped(rows).map(([column, values]) => orcColumn(column, values))),
  )
}

function isBigint(type: BenchColumn['type']): boolean {
  return type === 'integer' || type === 'instant'
}

function orcColumn(column: BenchColumn, values: readonly Value[]): OrcColumn {
  const name = snakeCase(column.name)
  switch (column.type) {
    case 'boolean':
      return {
        name,
        type: 'boolean',
        values: values.map((value) => (value === undefined ? undefined : value === true)),
      }
    case 'integer':
    case 'instant':
      return {
        name,
        type: column.type === 'integer' ? 'bigint' : 'timestamp',
        values: values.map((value) => (value === undefined ? undefined : Number(value))),
      }
    case 'text':
    case 'key':
      return { name, type: 'string', values: values.map((value) => value?.toString()) }
  }
}

type Value = ReturnType<BenchColumn['read']>

/** Each column with its values. */
function zipped(rows: number): readonly (readonly [BenchColumn, readonly Value[]])[] {
  const columns = benchColumns.map((column): [BenchColumn, Value[]] => [column, []])
  for (const row of benchRows(rows)) {
    for (const [{ read }, values] of columns) values.push(read(row))
  }
  return columns
}
