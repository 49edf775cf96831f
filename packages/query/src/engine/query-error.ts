import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode, Position } from '@bucket-inventory/core'

import type { QueryTable } from '../report-query.ts'

/** What DuckDB says is wrong, with `errors_as_json`. */
interface DuckdbFault {
  readonly kind: string
  readonly message: string
  /** Byte in the SQL, from 0. */
  readonly at: number | undefined
}

/** The SQL that failed. */
export interface FailedSql {
  readonly sql: string
  /** Bytes that stood before it when it was run. Default: 0. */
  readonly before?: number
  readonly tables: readonly QueryTable[]
}

/** What DuckDB rejects SQL with, as an error that says what, where and what there is instead. */
export function queryError(error: unknown, { sql, before = 0, tables }: FailedSql): InventoryError {
  const { kind, message, at } = faultOf(error)
  const code = codes[kind] ?? 'invalid-input'
  const position = at === undefined ? undefined : positionIn(sql, at - before)
  const where = position === undefined ? '' : `line ${position.line}, column ${position.column}: `
  return new InventoryError(code, `SQL: ${where}${message}${advice(kind, message, tables)}`, {
    cause: error,
    ...(position === undefined ? {} : { position }),
  })
}

const codes: Readonly<Record<string, InventoryErrorCode>> = {
  'Out of Memory': 'limit-exceeded',
  IO: 'storage',
  INTERNAL: 'unknown',
  FATAL: 'unknown',
}

/** What it says of memory names settings that are locked. */
const settingsAdvice = /\s*Possible solutions:.*/s

function faultOf(error: unknown): DuckdbFault {
  const text = error instanceof Error ? error.message : String(error)
  const json = parsed(text.slice(text.indexOf('{')))
  const kind = textIn(json, 'exception_type')
  const message = textIn(json, 'exception_message')
  const at = textIn(json, 'position')
  return {
    kind: kind ?? '',
    message: (message ?? text)
      .replace(settingsAdvice, '')
      .trim()
      .replaceAll(/\s*\n\s*/g, '; '),
    at: at === undefined ? undefined : Number(at),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textIn(json: unknown, name: string): string | undefined {
  const value: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined
  return typeof value === 'string' ? value : undefined
}

function positionIn(sql: string, byte: number): Required<Pick<Position, 'line' | 'column'>> {
  const lines = Buffer.from(sql).subarray(0, Math.max(byte, 0)).toString().split('\n')
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 }
}

function advice(kind: string, message: string, tables: readonly QueryTable[]): string {
  switch (kind) {
    case 'Parser':
    case 'Binder':
    case 'Catalog':
      return `${kind === 'Parser' ? keywordAdvice(message) : ''}; there are ${tableList(tables)}`
    case 'Permission':
      return '; SQL reads the tables of the query only, and no files, extensions or other databases'
    case 'Out of Memory':
      return '; allow more memory, or ask for less at once'
    case 'IO':
      return '; what does not fit in memory is kept in the temporary folder, which must have room'
    default:
      return ''
  }
}

/** Columns of comparisons that are words of SQL, where nothing stands before them. */
function keywordAdvice(message: string): string {
  const word = /at or near "(by|left|right|\.)"/.exec(message)?.[1]
  if (word === undefined) return ''
  return '; by, left and right are words of SQL: as columns they are quoted, "left".size, or stand behind their table, comparison.left.size'
}

function tableList(tables: readonly QueryTable[]): string {
  return tables
    .map(({ name, columns }) => `${name} (${columns.map((column) => column.name).join(', ')})`)
    .join(', ')
}
