import { InventoryError } from '@bucket-inventory/core'
import type {
  DuckDBConnection,
  DuckDBExtractedStatements,
  DuckDBPreparedStatement,
} from '@duckdb/node-api'

import type { Duckdb } from './load-duckdb.ts'

/** Makes a table of an answer, of which DuckDB then says how many rows it has. */
export const asTable = 'CREATE TEMP TABLE answer AS\n'

// Each text is a comment in one way only: a text of many is not tried in all.
const comment = String.raw`--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/`
const blank = new RegExp(String.raw`^(?:\s|;|${comment})*$`)
// Of options only plain words: a text among them could hold what looks like another statement.
const explain = new RegExp(
  String.raw`^(?:\s|${comment})*explain\s+(?:analyze\s+|verbose\s+|\((?:[\w\s,]|'\w*')*\)\s*)*`,
  'i',
)
// Functions of SELECT that do something: they write files and to the terminal, change how SQL is read, or run a text as SQL.
const acting =
  /\b((?:en|dis)able_(?:logging|profiling|peg_parser)|query)"?\s*(?:\(|\/\*|--|[\u0080-\uFFFF])|\b(json_execute_serialized_sql)\b/i
const ends = /[\s;]+$/

/**
 * The one statement that SQL is, if it reads; its answer as a table where it can be one. Throws `invalid-input` for any other,
 * and what DuckDB throws for what does not parse or names what is not there.
 */
export async function readingStatement(
  duckdb: Duckdb,
  connection: DuckDBConnection,
  sql: string,
): Promise<{ readonly prepared: DuckDBPreparedStatement; readonly isTable: boolean }> {
  const { SELECT, EXPLAIN } = duckdb.StatementType
  if (blank.test(sql)) throw new InventoryError('invalid-input', 'SQL: there is no statement')
  if (sql.includes('\0')) {
    throw new InventoryError(
      'invalid-input',
      'SQL: it has a NUL, where DuckDB would take it to end',
    )
  }
  const [, called, run = called] = acting.exec(sql) ?? []
  if (run !== undefined) throw readsOnly(`${run}()`)
  const statements = await connection.extractStatements(sql)
  if (statements.count > 1) {
    if (sql.replace(ends, '').includes(';')) {
      throw new InventoryError('invalid-input', 'SQL: one statement is run at a time')
    }
    // PIVOT is several, though one is written: the first learn what its columns are. A fault is found there, at its place.
    await statements.prepare(0)
    return { prepared: await pivotTable(connection, sql), isTable: true }
  }
  const prepared = await statements.prepare(0)
  const type = prepared.statementType
  if (type === EXPLAIN) {
    // Explaining may run what it explains.
    const explained = await connection.extractStatements(sql.replace(explain, ''))
    const inner = await explained.prepare(0)
    if (inner.statementType !== SELECT) throw readsOnly(`EXPLAIN of ${nameOf(duckdb, inner)}`)
    return { prepared, isTable: false }
  }
  if (type !== SELECT) throw readsOnly(nameOf(duckdb, prepared))
  const table = await canBeTable(connection, sql)
  return table === undefined
    ? { prepared, isTable: false }
    : { prepared: await table.prepare(0), isTable: true }
}

/** Runs what comes before the table: the beginning of a transaction, whose end is never run, and the type of the columns. */
async function pivotTable(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(asTable + sql)
  const table = statements.count - 2
  for (let index = 0; index < table; index++) {
    const prepared = await statements.prepare(index)
    await prepared.run()
  }
  return statements.prepare(table)
}

/** DESCRIBE, SUMMARIZE, SHOW and PRAGMA read, but no table can be made of them; their answers are short. */
async function canBeTable(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBExtractedStatements | undefined> {
  try {
    return await connection.extractStatements(asTable + sql)
  } catch {
    return undefined
  }
}

function nameOf({ StatementType }: Duckdb, prepared: DuckDBPreparedStatement): string {
  return StatementType[prepared.statementType].replaceAll('_', ' ')
}

function readsOnly(what: string): InventoryError {
  return new InventoryError(
    'invalid-input',
    `SQL: ${what} is not run: a statement must read, as SELECT, PIVOT, DESCRIBE, SUMMARIZE, SHOW and EXPLAIN do`,
  )
}
