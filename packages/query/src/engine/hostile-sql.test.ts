import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { ask, csvReport, row } from '../csv-report.test.support.ts'
import { openQuery } from '../index.ts'
import type { ReportQuery } from '../index.ts'

let folder: string
let query: ReportQuery
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-test-'))
  await writeFile(join(folder, 'secret.csv'), 'user,password\nroot,secret\n')
  const report = await csvReport({ files: [[row('a', 7)]] })
  query = await openQuery({ report: { report } }, { spillTo: folder })
})
afterAll(async () => {
  await query.close()
  await rm(folder, { recursive: true })
})

it.each([
  ["SELECT * FROM read_csv('$/secret.csv')", 'Cannot access file'],
  ["FROM '$/secret.csv'", 'Cannot access file'],
  ["SELECT content FROM read_text('$/secret.csv')", 'Cannot access file'],
  ["SELECT content FROM read_blob('/etc/passwd')", 'Cannot access file'],
  ["FROM glob('$/*')", 'Cannot access file'],
  ["FROM sniff_csv('$/secret.csv')", 'Cannot access file'],
  ["FROM read_parquet('https://example.com/a.parquet')", 'Cannot access file'],
  ["COPY report TO '$/out.csv'", 'Cannot access file'],
  ["COPY (SELECT 1) TO '$/out.parquet' (FORMAT parquet)", 'Cannot access file'],
  ["EXPLAIN ANALYZE COPY report TO '$/out.csv'", 'Cannot access file'],
  ["EXPORT DATABASE '$/out'", 'Cannot access'],
  ["IMPORT DATABASE '$'", ''],
  ["ATTACH '$/out.db' AS other", 'ATTACH is not run'],
  ["ATTACH ':memory:' AS other", 'ATTACH is not run'],
  ['INSTALL httpfs', ''],
  ['LOAD httpfs', ''],
  ["LOAD '$/evil.duckdb_extension'", ''],
  ["SET TimeZone = 'Asia/Tokyo'", 'is not run'],
  ["SET temp_directory = '$'", 'is not run'],
  ['RESET lock_configuration', 'is not run'],
  ['PRAGMA enable_external_access', ''],
  ["CALL enable_logging('QueryLog')", ''],
  ['CREATE SECRET s (TYPE http)', ''],
  ["CREATE OR REPLACE VIEW report AS SELECT 'changed' AS key", 'CREATE is not run'],
  ['CREATE TABLE other AS SELECT 1', 'CREATE is not run'],
  ['CREATE MACRO f(x) AS x', 'CREATE is not run'],
  ['DROP VIEW report', 'DROP is not run'],
  ['DELETE FROM storage_classes', 'DELETE is not run'],
  ["INSERT INTO storage_classes VALUES ('a', 'b', 'c', 'd', 'e', 'f')", 'INSERT is not run'],
  ['UPDATE storage_classes SET tier = NULL', 'UPDATE is not run'],
  ['EXPLAIN ANALYZE DELETE FROM storage_classes', 'EXPLAIN of DELETE is not run'],
  ['explain/**/analyze DELETE FROM storage_classes', 'is not run'],
  ["EXPLAIN (ANALYZE ')SELECT 1--') DELETE FROM storage_classes", ''],
  ["FROM enable_logging(storage = 'file', storage_config = {'path': '$'})", 'is not run'],
  ['SELECT * FROM "Enable_Profiling" ()', 'Enable_Profiling() is not run'],
  ['FROM disable_profiling/* */()', 'is not run'],
  ['FROM enable_peg_parser\u200b()', 'is not run'],
  ["FROM query('FROM enable_' || 'profiling()')", 'query() is not run'],
  ["FROM json_execute_serialized_sql('{}')", 'is not run'],
  ["PRAGMA json_execute_serialized_sql = '{}'", 'is not run'],
  ['SELECT 1\0 FROM report', 'it has a NUL'],
  ['BEGIN TRANSACTION', 'TRANSACTION is not run'],
  ['PREPARE p AS SELECT 1', 'PREPARE is not run'],
  ['SELECT 1; SELECT 2', 'one statement is run at a time'],
  ['SELECT 1; DROP VIEW report', 'one statement is run at a time'],
  ["SELECT ';'; DELETE FROM storage_classes -- ;", 'one statement is run at a time'],
  ['CHECKPOINT', 'is not run'],
  ['VACUUM', 'VACUUM is not run'],
  ["SELECT getenv('HOME')", 'does not exist'],
])('is refused: %s', async (sql, message) => {
  await expect(query.rows(sql.replaceAll('$', folder))).rejects.toMatchObject({
    name: 'InventoryError',
    code: 'invalid-input',
    message: expect.stringContaining(message),
  })
})

it.each([
  "COPY report TO '$'",
  "COPY (SELECT 'b' AS key) TO '$' (FORMAT parquet)",
  "EXPLAIN ANALYZE COPY (SELECT 'b' AS key) TO '$' (FORMAT parquet)",
  "EXPLAIN (ANALYZE) COPY report TO '$'",
])('is refused where it would write over the data of a table: %s', async (sql) => {
  const own = (await readdir(folder)).find((name) => name !== 'secret.csv')
  const file = join(folder, own ?? '', '0.parquet')
  const before = await readFile(file)
  await expect(query.rows(sql.replace('$', file))).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('COPY is not run'),
  })
  expect(await readFile(file)).toStrictEqual(before)
})

it('leaves the tables, the settings and the disk as they were', async () => {
  expect(await ask(query, 'SELECT key, size FROM report')).toStrictEqual([{ key: 'a', size: 7 }])
  expect(await ask(query, 'SELECT count(*) AS n FROM storage_classes')).toStrictEqual([{ n: 1 }])
  const settings =
    "SELECT current_setting('TimeZone') AS zone, current_setting('enable_external_access') AS outside, current_setting('autoload_known_extensions') AS autoload"
  expect(await ask(query, settings)).toStrictEqual([
    { zone: 'UTC', outside: false, autoload: false },
  ])
  const [own = '', ...others] = (await readdir(folder)).filter((name) => name !== 'secret.csv')
  expect(own).toMatch(/^bucket-inventory-query-/)
  expect(others).toStrictEqual([])
  expect(await readFile(join(folder, 'secret.csv'), 'utf8')).toContain('secret')
  expect(existsSync(join(folder, own, '.duckdb'))).toBe(false)
})
