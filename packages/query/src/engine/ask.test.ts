import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ask, csvReport, row, rowsOf } from '../csv-report.test.support.ts'
import { openQuery } from '../index.ts'
import type { QueryParameters, QueryRow, ReportQuery } from '../index.ts'

let query: ReportQuery
beforeAll(async () => {
  const left = await csvReport({
    files: [[row('a', 1), row('b', 2, 'GLACIER'), row('c', 3)]],
  })
  const right = await csvReport({ cloud: 'alibaba-oss', files: [[row('b', 2), row('c', 4)]] })
  query = await openQuery({ left_side: { report: left }, copies: { report: right } })
})
afterAll(async () => {
  await query.close()
})

describe('an answer', () => {
  it('joins tables, and names what has one name apart', async () => {
    const answer = await query.rows(
      'SELECT s.key, c.key, s.size, c.size AS copied FROM left_side s LEFT JOIN copies c USING (key) ORDER BY s.key',
    )
    expect(answer.columns).toStrictEqual([
      { name: 'key', type: 'VARCHAR' },
      { name: 'key_1', type: 'VARCHAR' },
      { name: 'size', type: 'BIGINT' },
      { name: 'copied', type: 'BIGINT' },
    ])
    expect(await rowsOf(answer)).toStrictEqual([
      { key: 'a', key_1: null, size: 1, copied: null },
      { key: 'b', key_1: 'b', size: 2, copied: 2 },
      { key: 'c', key_1: 'c', size: 3, copied: 4 },
    ])
  })

  it.each([
    ['SELECT', 'SELECT count(*) AS n FROM copies'],
    ['SELECT that begins with FROM', 'FROM copies SELECT count(*) AS n'],
    ['WITH', 'WITH c AS (FROM copies) SELECT count(*) AS n FROM c;'],
    ['VALUES', 'SELECT * FROM (VALUES (2)) t(n)'],
    ['comments', '/* a ; b */ SELECT 2 AS n -- ;'],
    ['semicolons behind it', 'SELECT 2 AS n ;\n;'],
  ])('is given to %s', async (_, sql) => {
    expect(await ask(query, sql)).toStrictEqual([{ n: 2 }])
  })

  it('is given to PIVOT, with columns and without', async () => {
    const using = 'USING count(*) GROUP BY bucket'
    const pivoted = [{ bucket: 'photos', archive: 1, standard: 2 }]
    expect(await ask(query, `PIVOT left_side ON storageClass ${using}`)).toStrictEqual(pivoted)
    const named = `PIVOT left_side ON storageClass IN ('archive', 'standard') ${using}`
    expect(await ask(query, named)).toStrictEqual(pivoted)
  })

  it('is given to DESCRIBE, SUMMARIZE, SHOW and EXPLAIN', async () => {
    expect(await ask(query, 'DESCRIBE copies')).toMatchObject([
      { column_name: 'bucket' },
      { column_name: 'key', column_type: 'VARCHAR' },
      { column_name: 'size', column_type: 'BIGINT' },
      { column_name: 'lastModified', column_type: 'TIMESTAMP WITH TIME ZONE' },
      { column_name: 'storageClass' },
      { column_name: 'keyBytes', column_type: 'BLOB' },
    ])
    expect(await ask(query, 'SUMMARIZE SELECT size FROM copies')).toMatchObject([
      { column_name: 'size', min: '2', max: '4', count: 2 },
    ])
    expect(await ask(query, 'SHOW TABLES')).toStrictEqual([
      { name: 'copies' },
      { name: 'left_side' },
      { name: 'storage_classes' },
    ])
    const [plan] = await ask(query, '-- why\nEXPLAIN (ANALYZE) SELECT sum(size) FROM copies')
    expect(plan?.['explain_value']).toContain('AGGREGATE')
  })

  it('is whole and in order, also of more than a result holds at a time', async () => {
    const answer = await query.rows('SELECT range AS n FROM range(300000) ORDER BY n DESC')
    const wrong: QueryRow[] = []
    let expected = 300_000
    for await (const one of answer.rows) if (one['n'] !== --expected) wrong.push(one)
    expect(wrong).toStrictEqual([])
    expect(expected).toBe(0)
  })

  it('that fails at its last row is none', async () => {
    const sql =
      "SELECT CASE WHEN range = 3000000 THEN error('too far') ELSE range END FROM range(3000001)"
    await expect(query.rows(sql)).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'SQL: too far',
    })
  })

  it('may be left before its end, and others asked meanwhile', async () => {
    const first = await query.rows('SELECT range AS n FROM range(100000)')
    const second = await query.rows('SELECT 7 AS n')
    for await (const { n } of first.rows) if (n === 5000) break
    expect(await rowsOf(second)).toStrictEqual([{ n: 7 }])
    expect(await rowsOf(first)).toStrictEqual([])
  })
})

describe('a value', () => {
  it.each([
    ['NULL', 'NULL', null],
    ['true', 'BOOLEAN', true],
    ['1.5::FLOAT', 'FLOAT', 1.5],
    ['9007199254740991', 'BIGINT', 9_007_199_254_740_991],
    ['9007199254740992', 'BIGINT', 9_007_199_254_740_992n],
    ['sum(3::BIGINT)', 'HUGEINT', 3],
    ['2::UHUGEINT ** 0', 'DOUBLE', 1],
    ['170141183460469231731687303715884105727', 'HUGEINT', 2n ** 127n - 1n],
    ['1.10', 'DECIMAL(3,2)', '1.10'],
    ["DATE '2026-02-03'", 'DATE', '2026-02-03'],
    ["TIME '10:00:00.5'", 'TIME', '10:00:00.5'],
    ["INTERVAL '1 month 2 days'", 'INTERVAL', '1 month 2 days'],
    ["TIMESTAMPTZ '2026-02-03 04:05:06+02'", 'TIMESTAMP WITH TIME ZONE', '2026-02-03T02:05:06Z'],
    ["TIMESTAMP '2026-02-03 04:05:06.000007'", 'TIMESTAMP', '2026-02-03T04:05:06.000007'],
    ["TIMESTAMP_S '2026-02-03 04:05:06'", 'TIMESTAMP_S', '2026-02-03T04:05:06'],
    ["TIMESTAMP_MS '2026-02-03 04:05:06.007'", 'TIMESTAMP_MS', '2026-02-03T04:05:06.007'],
    ["TIMESTAMPTZ 'infinity'", 'TIMESTAMP WITH TIME ZONE', 'infinity'],
    [
      "'00000000-0000-0000-0000-00000000002a'::UUID",
      'UUID',
      '00000000-0000-0000-0000-00000000002a',
    ],
    ["'\\x00\\xff'::BLOB", 'BLOB', Buffer.from([0, 255])],
    ["[DATE '2026-02-03', NULL]", 'DATE[]', ['2026-02-03', null]],
    ['{a: 1, b: [2]}', 'STRUCT("a" INTEGER, "b" INTEGER[])', { a: 1, b: [2] }],
    ["MAP {'k': 1}", 'MAP(VARCHAR, INTEGER)', [{ key: 'k', value: 1 }]],
    ["'x'::ENUM ('x')", "ENUM('x')", 'x'],
  ])('%s of type %s is plain', async (sql, type, value) => {
    const answer = await query.rows(`SELECT ${sql} AS v`)
    expect((await rowsOf(answer))[0]?.['v']).toStrictEqual(value)
    if (value !== null) expect(answer.columns).toStrictEqual([{ name: 'v', type }])
  })

  it('is one of its row, also under a name that objects have', async () => {
    const [found] = await ask(query, 'SELECT 1 AS "__proto__", {"constructor": 2} AS toString')
    expect(Object.entries(found ?? {})).toStrictEqual([
      ['__proto__', 1],
      ['toString', { constructor: 2 }],
    ])
  })
})

describe('a parameter', () => {
  it.each<[string, string, QueryParameters, unknown]>([
    ['a text', 'SELECT key AS v FROM left_side WHERE key = ?', ['b'], 'b'],
    ['a text that is SQL', 'SELECT ? AS v', ["' OR 1=1 --"], "' OR 1=1 --"],
    ['a number', 'SELECT count(*) AS v FROM left_side WHERE size > $1', [1], 2],
    ['a fraction', 'SELECT ? + 1 AS v', [0.5], 1.5],
    ['a large number', 'SELECT ? + 1 AS v', [5_000_000_000], 5_000_000_001],
    ['a bigint', 'SELECT ? AS v', [2n ** 100n], 2n ** 100n],
    ['a boolean', 'SELECT NOT ? AS v', [true], false],
    ['nothing', 'SELECT ? IS NULL AS v', [null], true],
    [
      'an instant',
      'SELECT count(*) AS v FROM left_side WHERE lastModified < ?',
      ['2026-11-19T10:00:01Z'],
      3,
    ],
    ['one of a name', 'SELECT $b - $a AS v', { a: 1, b: 3 }, 2],
    [
      'one of a PIVOT whose columns are written',
      "PIVOT (SELECT bucket FROM copies WHERE size > ?) ON bucket IN ('photos' AS v) USING count(*)",
      [3],
      1,
    ],
  ])('may be %s', async (_, sql, parameters, value) => {
    expect((await ask(query, sql, parameters))[0]?.['v']).toBe(value)
  })

  it.each<[string, QueryParameters, string]>([
    ['is absent', [1], '$2 has no value'],
    ['is one too many', [1, 2, 3], 'there is no $3'],
    ['has another name', { a: 1 }, '$1 has no value, $2 has no value, there is no $a'],
  ])('that %s is refused', async (_, parameters, message) => {
    await expect(query.rows('SELECT ?, ?', parameters)).rejects.toMatchObject({
      code: 'invalid-input',
      message: `parameters of the SQL: ${message}`,
    })
  })

  it('beyond what SQL counts with is refused', async () => {
    await expect(query.rows('SELECT ?', [2n ** 127n])).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('beyond what SQL counts with'),
    })
  })
})
