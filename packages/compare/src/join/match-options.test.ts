import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { fewBytes, keysOf, matching, open, rowsOf } from './matched-keys.test.support.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'match-options-'))
})
afterAll(() => rm(folder, { recursive: true }))
const spillTo = async () => folder

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
      { memory: fewBytes, spillTo },
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
      { memory: fewBytes, spillTo },
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
