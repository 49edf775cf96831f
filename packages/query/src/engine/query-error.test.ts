import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { csvReport, row } from '../csv-report.test.support.ts'
import { openQuery } from '../index.ts'
import type { ReportQuery } from '../index.ts'

let query: ReportQuery
beforeAll(async () => {
  query = await openQuery({ report: { report: await csvReport({ files: [[row('a')]] }) } })
})
afterAll(async () => {
  await query.close()
})

const tables =
  'there are report (bucket, key, size, lastModified, storageClass, keyBytes), storage_classes (name, native, provider, tier, redundancy, access)'

describe('SQL that does not run', () => {
  it.each([
    [
      'a word that is none',
      'SELCT 1',
      { line: 1, column: 1 },
      `SQL: line 1, column 1: syntax error at or near "SELCT"; ${tables}`,
    ],
    [
      'a column that the report does not have',
      'SELECT key,\n  etag\nFROM report',
      { line: 2, column: 3 },
      expect.stringMatching(
        /^SQL: line 2, column 3: Referenced column "etag" not found in FROM clause!; Candidate bindings: .*"; there are report \(bucket, key, /,
      ),
    ],
    [
      'a table that is not there',
      'SELECT * FROM reports',
      { line: 1, column: 15 },
      `SQL: line 1, column 15: Table with name reports does not exist!; Did you mean "report"?; ${tables}`,
    ],
    [
      'a place behind characters of several bytes',
      "SELECT '漢字😀', etag FROM report",
      { line: 1, column: 15 },
      expect.stringContaining('line 1, column 15: Referenced column "etag"'),
    ],
    [
      'a column of a PIVOT',
      'PIVOT report ON nothing USING count(*)',
      { line: 1, column: 17 },
      expect.stringContaining('line 1, column 17: Referenced column "nothing"'),
    ],
    [
      'a value that is found to be wrong while it runs',
      'SELECT 1,\n key::INT FROM report',
      { line: 2, column: 5 },
      "SQL: line 2, column 5: Could not convert string 'a' to INT32 when casting from source column key",
    ],
    [
      'a word of SQL as a column',
      'SELECT left.size FROM report',
      { line: 1, column: 12 },
      expect.stringContaining('comparison.left.size'),
    ],
  ])('says where, and what there is: %s', async (_, sql, position, message) => {
    await expect(query.rows(sql)).rejects.toMatchObject({
      name: 'InventoryError',
      code: 'invalid-input',
      position,
      message,
    })
  })

  it('is answered at once, however many comments it has', async () => {
    const sql = `${'/**/ /* ; */ --\n'.repeat(5000)} EXPLAIN (${'/**/'.repeat(5000)}`
    await expect(query.rows(sql)).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('is told of a row without names, of which JavaScript would have one part only', async () => {
    await expect(query.rows('SELECT (key, size) FROM report')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('unnamed struct'),
    })
  })

  it.each(['', '  \n', '-- nothing', ';;', '/* ; */ ;'])(
    'is refused as none: "%s"',
    async (sql) => {
      await expect(query.rows(sql)).rejects.toMatchObject({
        code: 'invalid-input',
        message: 'SQL: there is no statement',
      })
    },
  )
})
