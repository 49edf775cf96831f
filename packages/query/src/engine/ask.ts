import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api'

import { plainRows } from '../answer/plain-rows.ts'
import type {
  QueryAnswer,
  QueryColumn,
  QueryParameters,
  QueryRow,
  QueryTable,
} from '../report-query.ts'
import { bindParameters } from './bind-parameters.ts'
import type { Database } from './database.ts'
import type { Duckdb } from './load-duckdb.ts'
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
  const { signal } = question
  signal?.throwIfAborted()
  const connection = await database.connect()
  try {
    const answered = await database.run(
      connection,
      () => answer(database.duckdb, connection, question),
      signal,
    )
    return {
      columns: answered.columns,
      rows: rowsOf(database, connection, answered, signal),
    }
  } catch (error) {
    database.disconnect(connection)
    throw error
  }
}

interface Answered {
  readonly columns: readonly QueryColumn[]
  readonly result: DuckDBResult
  /** Of the answer, where that is known before they are fetched. */
  readonly rows?: number
}

async function answer(
  duckdb: Duckdb,
  connection: DuckDBConnection,
  { sql, parameters, tables }: Question,
): Promise<Answered> {
  let before = 0
  try {
    const { prepared, isTable } = await readingStatement(duckdb, connection, sql)
    bindParameters(prepared, parameters)
    if (isTable) before = asTable.length
    const result = await prepared.run()
    if (!isTable) return { columns: columnsOf(result), result }
    const rows = Number((await result.getRows())[0]?.[0])
    const table = await connection.stream('FROM answer')
    return { columns: columnsOf(table), result: table, rows }
  } catch (error) {
    throw isInventoryError(error) ? error : queryError(error, { sql, before, tables })
  }
}

function columnsOf(result: DuckDBResult): QueryColumn[] {
  const types = result.columnTypes()
  return result.columnNames().map((name, index) => ({ name, type: String(types[index]) }))
}

async function* rowsOf(
  database: Database,
  connection: DuckDBConnection,
  { columns, result, rows: expected }: Answered,
  signal: AbortSignal | undefined,
): AsyncGenerator<QueryRow, void, undefined> {
  const names = columns.map(({ name }) => name)
  const rowsIn = plainRows(database.duckdb, names)
  // The memory of a chunk may be gone once the database is closed: nothing of it is kept for later.
  const fetchRows = async () => {
    const chunk = await result.fetchChunk()
    return chunk === null || chunk.rowCount === 0 ? [] : rowsIn(chunk)
  }
  let count = 0
  try {
    for (;;) {
      const rows = await database.run(connection, fetchRows, signal)
      if (rows.length === 0) break
      count += rows.length
      yield* rows
    }
    // A result that fails while it is fetched just ends.
    if (expected !== undefined && count !== expected) {
      throw new InventoryError('unknown', `DuckDB gave ${count} rows of an answer of ${expected}`)
    }
  } finally {
    database.disconnect(connection)
  }
}
