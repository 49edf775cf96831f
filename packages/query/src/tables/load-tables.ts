import { join } from 'node:path'

import type { DuckDBConnection } from '@duckdb/node-api'

import type { Database } from '../engine/database.ts'
import type { QueryOptions } from '../query-options.ts'
import type { QuerySource } from '../query-source.ts'
import type { QueryTable } from '../report-query.ts'
import { checkNames } from './checked-names.ts'
import { writeComparisonTable } from './comparison-table.ts'
import { writeReportTable } from './report-table.ts'
import type { WriteTableOptions } from './report-table.ts'
import { SeenStorageClasses, storageClassTable } from './storage-class-table.ts'

export interface LoadTablesOptions extends QueryOptions {
  readonly sources: Readonly<Record<string, QuerySource>>
}

/** Makes a table of each source, then shuts the database off from everything else. */
export async function loadTables(
  database: Database,
  folder: string,
  { sources, signal, onProgress }: LoadTablesOptions,
): Promise<readonly QueryTable[]> {
  const connection = await database.connect()
  const names = Object.keys(sources)
  checkNames(names, await reservedWords(connection))
  const classes = new SeenStorageClasses()
  const files: string[] = []
  for (const [index, [table, source]] of Object.entries(sources).entries()) {
    const path = join(folder, `${index}.parquet`)
    const request = signal === undefined ? {} : { signal }
    await writeTable(path, source, {
      ...request,
      classes,
      onProgress: (progress) => onProgress?.({ ...progress, table }),
    })
    files.push(path)
  }
  // Session settings of other connections are those of the database.
  await connection.run("SET GLOBAL TimeZone = 'UTC'")
  await connection.run(`SET allowed_paths = [${files.map(quoted).join(', ')}]`)
  for (const [index, [name, source]] of Object.entries(sources).entries()) {
    const columns = 'comparison' in source ? comparisonColumns : '*'
    const file = quoted(files[index] ?? '')
    await connection.run(`CREATE VIEW "${name}" AS SELECT ${columns} FROM read_parquet([${file}])`)
  }
  await makeStorageClasses(connection, classes)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
  const tables = await Promise.all(
    [...names, storageClassTable].map((name) => describe(connection, name)),
  )
  database.disconnect(connection)
  return tables
}

/** Fields that differ are a list, which the file does not have. */
const comparisonColumns = "* REPLACE (string_split(fields, ' ') AS fields)"

async function writeTable(
  path: string,
  source: QuerySource,
  options: WriteTableOptions,
): Promise<void> {
  if ('comparison' in source) await writeComparisonTable(path, source, options)
  else await writeReportTable(path, source, options)
}

async function reservedWords(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const result = await connection.run(
    "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')",
  )
  return new Set((await result.getRows()).map(([word]) => String(word)))
}

async function makeStorageClasses(
  connection: DuckDBConnection,
  { columns, rows }: SeenStorageClasses,
): Promise<void> {
  const list = columns.map(({ name, type }) => `${name} ${type}`).join(', ')
  await connection.run(`CREATE TABLE ${storageClassTable} (${list})`)
  const marks = columns.map(() => '?').join(', ')
  for (const row of rows) {
    await connection.run(`INSERT INTO ${storageClassTable} VALUES (${marks})`, [...row])
  }
}

async function describe(connection: DuckDBConnection, name: string): Promise<QueryTable> {
  const result = await connection.run(`FROM "${name}" LIMIT 0`)
  const types = result.columnTypes()
  const columns = result
    .columnNames()
    .map((column, index) => ({ name: column, type: String(types[index]) }))
  return { name, columns }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
