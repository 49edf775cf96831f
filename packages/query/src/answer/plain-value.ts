import type { DuckDBValue } from '@duckdb/node-api'

import type { Duckdb } from '../engine/load-duckdb.ts'
import { instantText } from './instant-text.ts'
import type { QueryValue } from './query-value.ts'

/** How DuckDB's values become plain JavaScript. */
export function plainValues(duckdb: Duckdb): (value: DuckDBValue) => QueryValue {
  const plain = (value: DuckDBValue): QueryValue => {
    if (typeof value === 'bigint') return integer(value)
    if (value === null || typeof value !== 'object') return value
    if (value instanceof duckdb.DuckDBTimestampTZValue) {
      const text = instantText(value.micros)
      return text === undefined ? String(value) : `${text}Z`
    }
    if (value instanceof duckdb.DuckDBTimestampValue) {
      return instantText(value.micros) ?? String(value)
    }
    if (value instanceof duckdb.DuckDBTimestampMillisecondsValue) {
      return instantText(value.millis * 1000n) ?? String(value)
    }
    if (value instanceof duckdb.DuckDBTimestampSecondsValue) {
      return instantText(value.seconds * 1_000_000n) ?? String(value)
    }
    if (value instanceof duckdb.DuckDBStructValue) {
      return Object.fromEntries(
        Object.entries(value.entries).map(([name, part]) => [name, plain(part)]),
      )
    }
    if (value instanceof duckdb.DuckDBListValue || value instanceof duckdb.DuckDBArrayValue) {
      return value.items.map(plain)
    }
    if (value instanceof duckdb.DuckDBMapValue) {
      return value.entries.map((entry) => ({ key: plain(entry.key), value: plain(entry.value) }))
    }
    if (value instanceof duckdb.DuckDBUnionValue) return plain(value.value)
    if (value instanceof duckdb.DuckDBBlobValue) return value.bytes
    // Dates, times, intervals, decimals, UUIDs and bits, in the words of SQL.
    return String(value)
  }
  return plain
}

function integer(value: bigint): QueryValue {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
