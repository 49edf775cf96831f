import type { DuckDBDataChunk } from '@duckdb/node-api'

import type { Duckdb } from '../engine/load-duckdb.ts'
import type { QueryRow } from '../report-query.ts'
import { plainValues } from './plain-value.ts'
import type { QueryValue } from './query-value.ts'

/** How the rows of a chunk become plain objects, which keep nothing of it. */
export function plainRows(
  duckdb: Duckdb,
  names: readonly string[],
): (chunk: DuckDBDataChunk) => readonly QueryRow[] {
  const plain = plainValues(duckdb)
  // Set as others are, it would be no property of its own.
  const set = names.includes('__proto__') ? define : assign
  return (chunk) => {
    const rows: Record<string, QueryValue>[] = []
    for (let row = 0; row < chunk.rowCount; row++) rows.push({})
    for (const [index, name] of names.entries()) {
      const vector = chunk.getColumnVector(index)
      for (const [row, object] of rows.entries()) set(object, name, plain(vector.getItem(row)))
    }
    return rows
  }
}

function assign(row: Record<string, QueryValue>, name: string, value: QueryValue): void {
  row[name] = value
}

function define(row: Record<string, QueryValue>, name: string, value: QueryValue): void {
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true })
}
