import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ReportReader } from '@bucket-inventory/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { delivered, restTime } from '../delivered-report.test.support.ts'
import type { DeliveredOptions, DeliveredRow } from '../delivered-report.test.support.ts'
import type { MatchBatch } from '../match-batch.ts'
import type { MatchedReport, Matching } from '../matching.ts'
import { matchReports } from './match-reports.ts'
import type { MatchReportsOptions } from './match-reports.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'match-options-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fewBytes = 3000

interface Given extends Partial<MatchReportsOptions> {
  readonly left?: Partial<MatchedReport>
  readonly right?: Partial<MatchedReport>
}

function matching(left: ReportReader, right: ReportReader, given: Given = {}): Matching {
  const etagKind = () => 'md5' as const
  return matchReports(
    { report: left, etagKind, ...given.left },
    { report: right, etagKind, ...given.right },
    {
      match: 'key',
      metadata: [],
      memory: 1024 * 1024,
      spillTo: async () => folder,
      depth: 1,
      merge: false,
      ...given,
    },
  )
}

/** Of each row the keys of both sides, and the one they were matched by. */
async function keysOf(matched: Matching): Promise<string[]> {
  const keys: string[] = []
  for await (const batch of matched.batches()) {
    for (let row = 0; row < batch.length; row++) {
      keys.push(
        `${sideKey(batch, row, 'left')} ${sideKey(batch, row, 'right')} ${batch.key(row).key}`,
      )
    }
  }
  return keys.toSorted()
}

function sideKey(batch: MatchBatch, row: number, side: 'left' | 'right'): string {
  return ((batch.sides[row] ?? 0) & (side === 'left' ? 1 : 2)) === 0
    ? '-'
    : batch.side(row, side).key
}

const rowsOf = (...keys: readonly (string | Uint8Array)[]): DeliveredRow[] =>
  keys.map((key) => ({ key, size: 1 }))

const open = (rows: readonly DeliveredRow[], options?: DeliveredOptions) => delivered(rows, options)

describe('rewriting keys', () => {
  const invalid = Uint8Array.of(0x61, 0x2f, 0xff)

  it.each([1024 * 1024, fewBytes])(
    'puts one prefix in the place of another (%i bytes)',
    async (memory) => {
      const left = await open(rowsOf('old/a', 'old/b', 'other', 'old', 'old/'))
      const right = await open(rowsOf('a', 'old/b', 'other', 'old', ''))
      const rewriteKey = { from: 'old/', to: '' }
      expect(await keysOf(matching(left, right, { memory, left: { rewriteKey } }))).toStrictEqual([
        '- old/b old/b',
        'old old old',
        'old/  ',
        'old/a a a',
        'old/b - b',
        'other other other',
      ])
    },
  )

  it('takes prefixes by their bytes', async () => {
    const left = await open(rowsOf(invalid, 'é/x', 'e\u0301/x'))
    const right = await open(rowsOf(Uint8Array.of(0x62, 0x2f, 0xff), 'b/x'))
    const byPrefix = async (from: string) =>
      keysOf(matching(left, right, { left: { rewriteKey: { from, to: 'b/' } } }))
    expect(await byPrefix('a/')).toContain('a/\uFFFD b/\uFFFD b/\uFFFD')
    expect(await byPrefix('é/')).toContain('é/x b/x b/x')
    expect(await byPrefix('e\u0301/')).toContain('e\u0301/x b/x b/x')
  })

  it('makes keys longer', async () => {
    const left = await open(rowsOf('a', 'b'.repeat(1000)))
    const to = 'x'.repeat(500)
    const right = await open(rowsOf(`${to}a`, `${to}${'b'.repeat(1000)}`))
    const matched = matching(left, right, { left: { rewriteKey: { from: '', to } } })
    expect(await keysOf(matched)).toHaveLength(2)
    const rewriteKey = { from: '', to: 'x'.repeat(70_000) }
    await expect(keysOf(matching(left, right, { left: { rewriteKey } }))).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'a prefix to rewrite is too long',
    })
  })

  it('replaces what a regular expression matches, but in keys that are no UTF-8', async () => {
    const left = await open(rowsOf('2024/01/a', '2024/02/a', 'b', invalid, 'a/\uFFFD'))
    const right = await open(rowsOf('2024-01-a', '2024-02-a', 'b', invalid, 'a-\uFFFD'))
    const rewriteKey = { pattern: /\//gy, replacement: '-' }
    rewriteKey.pattern.lastIndex = 3
    expect(
      await keysOf(
        matching(left, right, { left: { rewriteKey: { ...rewriteKey, pattern: /\//g } } }),
      ),
    ).toStrictEqual([
      '2024/01/a 2024-01-a 2024-01-a',
      '2024/02/a 2024-02-a 2024-02-a',
      'a/\uFFFD a-\uFFFD a-\uFFFD',
      'a/\uFFFD a/\uFFFD a/\uFFFD',
      'b b b',
    ])
  })

  it.each([
    [1024 * 1024, false],
    [1024 * 1024, true],
    [fewBytes, false],
  ])('refuses to make one key of two (%i bytes, merged: %s)', async (memory, merge) => {
    const many = Array.from({ length: 30 }, (_, number) => `new/${100 + number}`)
    const left = await open(rowsOf(...many, 'old/129'))
    const right = await open(rowsOf('x'))
    const rewriteKey = { from: 'old/', to: 'new/' }
    await expect(
      keysOf(matching(left, right, { memory, merge, left: { rewriteKey } })),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      message:
        'the keys "new/129" and "old/129" of the left side both become "new/129": rewrite keys so that no two become one',
    })
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('knows a row that is there twice from two keys that become one', async () => {
    const left = await open(rowsOf('old/a', 'old/a'))
    const right = await open(rowsOf('a'))
    for (const match of ['key', 'version'] as const) {
      const matched = matching(left, right, {
        match,
        left: { rewriteKey: { from: 'old/', to: '' } },
      })
      expect(await keysOf(matched)).toStrictEqual(['old/a a a'])
      expect(matched.statistics.left).toMatchObject({ duplicates: 1, duplicateKeys: ['a'] })
    }
  })
})

describe('what is matched', () => {
  it('is what the filters take, and the rest is counted', async () => {
    const versions = { versions: true } as const
    const left = await open(
      [
        { key: 'a', size: 1, isLatest: true },
        { key: 'a', size: 1, isLatest: false },
        { key: 'b', size: 1, isLatest: true, isDeleteMarker: true },
        { key: 'c', size: 5, isLatest: true },
        { key: 'skipped', size: 1, isLatest: true },
      ],
      versions,
    )
    const right = await open([...rowsOf('a', 'c', 'd'), { key: 'e', size: 9 }])
    const matched = matching(left, right, {
      left: { takesKey: (key) => key !== 'skipped' },
      right: { where: { size: { max: 1 } } },
    })
    expect(await keysOf(matched)).toStrictEqual(['- d d', 'a a a', 'c c c'])
    expect(matched.statistics).toStrictEqual({
      method: 'table',
      spilled: 0,
      left: expect.objectContaining({ rows: 2, skipped: 3, duplicates: 0 }),
      right: expect.objectContaining({ rows: 3, skipped: 1, duplicates: 0 }),
    })
  })

  it('is asked for with U+FFFD where a key is no UTF-8', async () => {
    const asked: string[] = []
    const takesKey = (key: string) => {
      asked.push(key)
      return true
    }
    const report = await open(rowsOf(Uint8Array.of(0x61, 0xff), '文'))
    await keysOf(matching(report, report, { left: { takesKey } }))
    expect(asked).toStrictEqual(['a\uFFFD', '文'])
  })

  it('is nothing of two empty reports', async () => {
    const empty = await open([])
    for (const merge of [true, false]) {
      expect(await keysOf(matching(empty, empty, { merge }))).toStrictEqual([])
    }
    expect(await keysOf(matching(await open(rowsOf('a')), empty))).toStrictEqual(['a - a'])
    expect(await keysOf(matching(empty, await open(rowsOf('a'))))).toStrictEqual(['- a a'])
  })

  it('names the first five keys that are there twice, however rows are matched', async () => {
    const keys = Array.from({ length: 40 }, (_, number) => `key-${100 + number}`)
    const twice = keys.flatMap((key, number) => (number % 4 === 0 ? [key, key] : [key]))
    const left = await open(rowsOf(...twice), { rowsOfFile: 7 })
    const right = await open([...rowsOf(...twice), ...rowsOf('x', 'x')], { rowsOfFile: 9 })
    const expected = {
      duplicateKeys: ['key-100', 'key-104', 'key-108', 'key-112', 'key-116'],
    }
    for (const given of [
      {},
      { merge: true },
      { memory: fewBytes },
      { match: 'version' as const },
    ]) {
      const matched = matching(left, right, given)
      await keysOf(matched)
      expect(matched.statistics.left).toMatchObject({ ...expected, duplicates: 10, rows: 50 })
      expect(matched.statistics.right).toMatchObject({
        ...expected,
        duplicates: 11,
        rows: 52,
      })
    }
  })

  it('has the columns that are compared besides content among its attributes, whatever they are', async () => {
    const options = {
      provider: 'alibaba-oss',
      fields: ['size', 'tagCount', 'acl', 'storageClass'],
    } as const
    const rows = (tags: number) =>
      ['a', 'b', 'c'].map((key, number) => ({
        key,
        size: 1,
        tagCount: tags + number,
        acl: 'private',
      }))
    const matched = matching(await open(rows(0), options), await open(rows(1), options), {
      metadata: ['tagCount', 'acl', 'size'],
    })
    const attributes: unknown[] = []
    for await (const { length, leftAttributes, rightAttributes } of matched.batches()) {
      for (let row = 0; row < length; row++) {
        attributes.push(
          matched.attributes[leftAttributes[row] ?? -1],
          matched.attributes[rightAttributes[row] ?? -1],
        )
      }
    }
    const acl = 'private'
    expect(attributes).toStrictEqual([0, 1, 1, 2, 2, 3].map((tagCount) => ({ tagCount, acl })))
    expect(matched.attributes).toHaveLength(5)
  })

  it('asks once for each combination what an ETag is of, and never of an upload in parts', async () => {
    const asked: unknown[] = []
    const etagKind = (attributes: unknown) => {
      asked.push(attributes)
      return 'md5' as const
    }
    const fields = ['size', 'etag', 'isMultipartUploaded'] as const
    const report = await open(
      Array.from({ length: 20 }, (_, number) => ({
        key: `${number}`,
        isMultipartUploaded: number % 2 === 0,
        etag: 'd41d8cd98f00b204e9800998ecf8427e',
      })),
      { fields, rowsOfFile: 100 },
    )
    await keysOf(matching(report, report, { left: { etagKind } }))
    expect(asked).toStrictEqual([{ isMultipartUploaded: false }])
  })

  it('counts by prefixes of whatever depth, and those that are too many as one', async () => {
    const keys = Array.from({ length: 10_050 }, (_, number) => `p${number}/x`)
    const left = await open(rowsOf('/', 'a//b', ...keys), { rowsOfFile: 4000 })
    const matched = matching(left, left)
    const prefixes = new Set<number>()
    for await (const { length, prefix } of matched.batches()) {
      for (const number of prefix.subarray(0, length)) prefixes.add(number)
    }
    expect(matched.prefixes).toHaveLength(10_000)
    expect(matched.prefixes.slice(0, 3)).toStrictEqual(['/', 'a/', 'p0/'])
    expect(prefixes.size).toBe(10_001)
    expect(Math.max(...prefixes)).toBe(10_000)
  })
})

describe('a row that is too long', () => {
  it('is refused by its number', async () => {
    const left = await open(rowsOf('a', 'k'.repeat(65_536)), { rowsOfFile: 1 })
    const message = expect.stringContaining('the key of row 2 of the left report')
    for (const given of [
      {},
      { merge: true },
      { memory: fewBytes },
      { match: 'version' as const },
    ]) {
      await expect(keysOf(matching(left, await open([]), given))).rejects.toMatchObject({
        code: 'limit-exceeded',
        message,
      })
    }
    const longest = await open(rowsOf('k'.repeat(65_535)))
    expect(await keysOf(matching(longest, longest))).toHaveLength(1)
  })
})

describe('many rows', () => {
  const count = 20_000
  const row = (number: number, side: number): DeliveredRow => ({
    key: `photos/${number % 7}/${number}.jpg`,
    size: number + (number % 100 === side ? 1 : 0),
    lastModified: restTime + number * 1000,
    etag: number.toString(16).padStart(32, '0'),
  })
  const numbers = Array.from({ length: count }, (_, index) => (index * 7919) % count)

  it.each([
    ['table', 64 * 1024 * 1024],
    ['partitions', 300_000],
    ['partitions', 1_200_000],
  ] as const)('are matched in a %s of %i bytes', async (method, memory) => {
    const left = await open(
      numbers.filter((number) => number % 50 !== 0).map((number) => row(number, 1)),
      { rowsOfFile: 6000 },
    )
    const right = await open(
      numbers
        .toReversed()
        .filter((number) => number % 51 !== 0)
        .map((number) => row(number, 2)),
      { rowsOfFile: 7000 },
    )
    const matched = matching(left, right, { memory })
    const found = { missing: 0, extra: 0, same: 0, differs: 0 }
    for await (const { length, sides, facts } of matched.batches()) {
      for (let index = 0; index < length; index++) {
        const side = sides[index]
        const isSame = ((facts[index] ?? 0) & 3) >= 2
        found[side === 1 ? 'missing' : side === 2 ? 'extra' : isSame ? 'same' : 'differs']++
      }
    }
    const both = numbers.filter((number) => number % 50 !== 0 && number % 51 !== 0)
    const differs = both.filter((number) => number % 100 === 1 || number % 100 === 2).length
    expect(found).toStrictEqual({
      missing: numbers.filter((number) => number % 50 !== 0 && number % 51 === 0).length,
      extra: numbers.filter((number) => number % 50 === 0 && number % 51 !== 0).length,
      same: both.length - differs,
      differs,
    })
    expect(matched.statistics.method).toBe(method)
    expect(matched.statistics.spilled > 0).toBe(method === 'partitions')
    expect(await readdir(folder)).toStrictEqual([])
  })
})
