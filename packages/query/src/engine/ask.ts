import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api'

import { plainValues } from '../answer/plain-value.ts'
import type { QueryAnswer, QueryParameters, QueryRow, QueryTable } from '../report-query.ts'
import { bindParameters } from './bind-parameters.ts'
import type { Database } from './database.ts'
import { queryError } from './query-error.ts'
import { asTable, readingStatement } from './statement.ts'

export interface Question {
  readonly sql: string
  readonly parameters: QueryParameters
  readonly signal: AbortSignal | undefined
  /** For errors. */
  readonly tables: readonly QueryTable[]
}

/** Asks the database one question, on a connection of its own. */
export async function ask(database: Database, question: Question): Promise<QueryAnswer> {
  const connection = await database.connect()
  try {
    const { result, rows } = await answer(database, connection, question)
    const columns = result
      .columnNames()
      .map((name, index) => ({ name, type: String(result.columnType(index)) }))
    return { columns, rows: rowsOf(database, connection, { result, expected: rows, question }) }
  } catch (error) {
    database.disconnect(connection)
    throw error
  }
}

/** An answer, and how many rows it has where that is known before. */
async function answer(
  database: Database,
  connection: DuckDBConnection,
  { sql, parameters, signal, tables }: Question,
): Promise<{ readonly result: DuckDBResult; readonly rows: number | undefined }> {
  let before = 0
  try {
    const { prepared, isTable } = await readingStatement(database.duckdb, connection, sql)
    bindParameters(prepared, parameters)
    if (isTable) before = asTable.length
    const result = await database.run(connection, () => prepared.run(), signal)
    if (!isTable) return { result, rows: undefined }
    const rows = Number((await result.getRows())[0]?.[0])
    return { result: await connection.stream('FROM answer'), rows }
  } catch (error) {
    signal?.throwIfAborted()
    throw isInventoryError(error) ? error : queryError(error, { sql, before, tables })
  }
}

interface Pending {
  readonly result: DuckDBResult
  readonly expected: number | undefined
  readonly question: Question
}

async function* rowsOf(
  database: Database,
  connection: DuckDBConnection,
  { result, expected, question: { signal } }: Pending,
): AsyncGenerator<QueryRow, void, undefined> {
  try {
    const names = result.columnNames()
    const plain = plainValues(database.duckdb)
    let count = 0
    for (;;) {
      const chunk = await database.run(connection, () => result.fetchChunk(), signal)
      const length = chunk?.rowCount ?? 0
      if (chunk === null || length === 0) break
      const vectors = names.map((_, index) => chunk.getColumnVector(index))
      count += length
      for (let row = 0; row < length; row++) {
        yield Object.fromEntries(
          names.map((name, index) => [name, plain(vectors[index]?.getItem(row) ?? null)]),
        )
      }
    }
    // A result that fails while it is fetched just ends.
    if (expected !== undefined && count !== expected) {
      throw new InventoryError('unknown', `DuckDB gave ${count} rows of an answer of ${expected}`)
    }
  } finally {
    database.disconnect(connection)
  }
}
