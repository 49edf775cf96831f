import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ask, csvReport, row } from './csv-report.test.support.ts'
import { openQuery } from './index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-test-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** An answer that takes longer than anybody waits. */
const endless = 'SELECT count(*) FROM range(10000000000) a, range(10000000000) b'

describe('tables', () => {
  it('are told with their columns', async () => {
    const report = await csvReport({ columns: 'Bucket, Key', files: [] })
    const query = await openQuery({ one: { report }, Two: { report } }, { spillTo: folder })
    await query.close()
    expect(query.tables.map(({ name }) => name)).toStrictEqual(['one', 'Two', 'storage_classes'])
    expect(query.tables[1]?.columns).toStrictEqual([
      { name: 'bucket', type: 'VARCHAR' },
      { name: 'key', type: 'VARCHAR' },
      { name: 'keyBytes', type: 'BLOB' },
    ])
  })

  it.each([
    ['my report', 'letters, digits and _'],
    ['1st', 'letters, digits and _'],
    ['r"; DROP', 'letters, digits and _'],
    ['', 'letters, digits and _'],
    ['select', 'it is a word of SQL'],
    ['Left', 'it is a word of SQL'],
    ['storage_classes', 'is there already'],
    ['ONE', '"one" is there already, and SQL knows no case'],
  ])('are not named "%s"', async (name, why) => {
    const report = await csvReport({ files: [] })
    const opening = openQuery({ one: { report }, [name]: { report } }, { spillTo: folder })
    await expect(opening).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(why),
    })
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('tell how far reading them is, by name', async () => {
    const report = await csvReport({ files: [[row('a')], [row('b'), row('c')]] })
    const told: string[] = []
    const query = await openQuery(
      { one: { report }, two: { report } },
      {
        spillTo: folder,
        onProgress: ({ table, rows, files, totalFiles }) => {
          if (files === totalFiles) told.push(`${table}: ${rows}`)
        },
      },
    )
    await query.close()
    expect([...new Set(told)]).toStrictEqual(['one: 3', 'two: 3'])
  })
})

describe('options', () => {
  it.each([0, -1, 1.5, Number.NaN])('are refused: %s bytes of memory', async (memory) => {
    await expect(openQuery({}, { memory })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('name a folder that must be there', async () => {
    await expect(openQuery({}, { spillTo: join(folder, 'none') })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('none'),
    })
  })

  it('let an answer spill that does not fit in memory, and refuse what must be there at once', async () => {
    const query = await openQuery({}, { spillTo: folder, memory: 100_000_000 })
    const answer = await query.rows(
      "SELECT range AS n, repeat('x', 100) || range AS text FROM range(1500000)",
    )
    const [own = ''] = await readdir(folder)
    expect(await readdir(join(folder, own, 'spilled'))).not.toStrictEqual([])
    const rows = answer.rows[Symbol.asyncIterator]()
    expect((await rows.next()).value).toStrictEqual({ n: 0, text: `${'x'.repeat(100)}0` })
    await rows.return?.()
    await expect(
      query.rows("SELECT list(repeat('x', 1000) || range) FROM range(1000000)"),
    ).rejects.toMatchObject({
      code: 'limit-exceeded',
      message: expect.stringMatching(/used\); allow more memory, or ask for less at once$/),
    })
    await query.close()
    expect(await readdir(folder)).toStrictEqual([])
  })
})

describe('what was written', () => {
  it('is in one folder, of the user alone, and gone when the query is closed', async () => {
    const query = await openQuery(
      { report: { report: await csvReport({ files: [[row('a')]] }) } },
      { spillTo: folder },
    )
    const [own = ''] = await readdir(folder)
    expect(own).toMatch(/^bucket-inventory-query-/)
    expect(await readdir(join(folder, own))).toContain('0.parquet')
    await query.close()
    await query.close()
    expect(existsSync(join(folder, own))).toBe(false)
    await expect(query.rows('SELECT 1')).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'the query is closed',
    })
  })

  it('is gone when a report cannot be read', async () => {
    const report = await csvReport({
      files: [[row('a')], [['photos', 'b', 'many', '2026-11-19T10:00:00Z', 'STANDARD']]],
    })
    await expect(openQuery({ report: { report } }, { spillTo: folder })).rejects.toMatchObject({
      code: 'corrupt-report',
    })
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('is gone when reading is aborted', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => row(`key${index}`))
    const report = await csvReport({ files: [rows, rows] })
    const abort = new AbortController()
    const reason = new Error('enough')
    const opening = openQuery(
      { report: { report } },
      {
        spillTo: folder,
        signal: abort.signal,
        onProgress: ({ files }) => {
          if (files === 1) abort.abort(reason)
        },
      },
    )
    await expect(opening).rejects.toBe(reason)
    expect(await readdir(folder)).toStrictEqual([])
  })
})

describe('a question', () => {
  it('is not asked once its signal is aborted', async () => {
    const query = await openQuery({}, { spillTo: folder })
    const reason = new Error('never')
    const asked = query.rows('SELECT 1', [], { signal: AbortSignal.abort(reason) })
    await expect(asked).rejects.toBe(reason)
    await query.close()
  })

  it('ends with the reason of its signal while it runs, and others may be asked after', async () => {
    const query = await openQuery({}, { spillTo: folder })
    const abort = new AbortController()
    const reason = new Error('enough')
    const asked = query.rows(endless, [], { signal: abort.signal })
    // Also before it runs, and while it is prepared.
    setImmediate(() => {
      abort.abort(reason)
    })
    await expect(asked).rejects.toBe(reason)
    expect(await ask(query, 'SELECT 1 AS n')).toStrictEqual([{ n: 1 }])
    await query.close()
  })

  it('ends with the reason of its signal while its rows are taken', async () => {
    const query = await openQuery({}, { spillTo: folder })
    const abort = new AbortController()
    const reason = new Error('enough')
    const answer = await query.rows('FROM range(100000)', [], { signal: abort.signal })
    let taken = 0
    const taking = async () => {
      for await (const _ of answer.rows) if (++taken === 3000) abort.abort(reason)
    }
    await expect(taking()).rejects.toBe(reason)
    expect(taken).toBeLessThan(100_000)
    await query.close()
  })

  it('ends when the query is closed, and closing waits for it', async () => {
    const query = await openQuery({}, { spillTo: folder })
    const closed = { code: 'invalid-input', message: 'the query is closed' }
    const idle = await query.rows('FROM range(100000)')
    const rows = idle.rows[Symbol.asyncIterator]()
    await rows.next()
    const asked = query.rows(endless).catch((error: unknown) => error)
    await new Promise(setImmediate)
    await query.close()
    expect(await asked).toMatchObject(closed)
    const rest = async () => {
      while ((await rows.next()).done !== true);
    }
    await expect(rest()).rejects.toMatchObject(closed)
    expect(await readdir(folder)).toStrictEqual([])
  })
})
