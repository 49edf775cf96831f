import { describe, expect, it } from 'vitest'

import { summarizeReport } from '../report/summarize-report.ts'
import { reportOf, scanTime } from '../written-report.test.support.ts'
import type { WrittenRow } from '../written-report.test.support.ts'
import { summarizeGrowth } from './summarize-growth.ts'

const day = 86_400_000

async function summaryOf(
  rows: readonly WrittenRow[],
  { days = 0, ...options }: { days?: number; prefixes?: number; depth?: number } = {},
) {
  return summarizeReport(await reportOf(rows, { time: scanTime + days * day }), options)
}

describe('growth', () => {
  it('is what was added and what is gone, in all, by day, prefix and class', async () => {
    const before = await summaryOf([
      { Key: 'logs/a', Size: 10, StorageClass: 'STANDARD' },
      { Key: 'old/b', Size: 5, StorageClass: 'STANDARD' },
      { Key: 'same/c', Size: 1, StorageClass: 'GLACIER' },
    ])
    const after = await summaryOf(
      [
        { Key: 'logs/a', Size: 10, StorageClass: 'STANDARD' },
        { Key: 'logs/d', Size: 30, StorageClass: 'STANDARD_IA' },
        { Key: 'new/e', Size: 7, StorageClass: 'STANDARD' },
        { Key: 'same/c', Size: 1, StorageClass: 'STANDARD' },
      ],
      { days: 4 },
    )
    const growth = summarizeGrowth(before, after)
    expect(growth).toMatchObject({
      days: 4,
      depth: 1,
      before: { bucket: 'photos', time: scanTime, objects: 3, bytes: 16 },
      after: { objects: 4, bytes: 48 },
      change: { objects: 1, bytes: 32 },
      perDay: { objects: 0.25, bytes: 8 },
    })
    expect(growth.prefixes).toStrictEqual([
      {
        prefix: 'logs/',
        state: 'changed',
        before: { objects: 1, bytes: 10 },
        after: { objects: 2, bytes: 40 },
        change: { objects: 1, bytes: 30 },
      },
      {
        prefix: 'new/',
        state: 'new',
        after: { objects: 1, bytes: 7 },
        change: { objects: 1, bytes: 7 },
      },
      {
        prefix: 'old/',
        state: 'gone',
        before: { objects: 1, bytes: 5 },
        change: { objects: -1, bytes: -5 },
      },
      {
        prefix: 'same/',
        state: 'unchanged',
        before: { objects: 1, bytes: 1 },
        after: { objects: 1, bytes: 1 },
        change: { objects: 0, bytes: 0 },
      },
    ])
    expect(
      growth.storageClasses?.map(({ storageClass, change }) => [storageClass, change.bytes]),
    ).toStrictEqual([
      ['STANDARD', 3],
      ['STANDARD_IA', 30],
      ['GLACIER', -1],
    ])
  })

  it('does not call new what may have been lumped together before', async () => {
    const before = await summaryOf(
      [
        { Key: 'a/1', Size: 100 },
        { Key: 'b/1', Size: 1 },
      ],
      { prefixes: 1 },
    )
    const after = await summaryOf([{ Key: 'b/1', Size: 500 }], { days: 1 })
    expect(summarizeGrowth(before, after).prefixes).toStrictEqual([
      {
        prefix: 'a/',
        state: 'gone',
        before: { objects: 1, bytes: 100 },
        change: { objects: -1, bytes: -100 },
      },
      { prefix: 'b/', state: 'unknown', after: { objects: 1, bytes: 500 } },
    ])
  })

  it('goes as deep as both summaries do', async () => {
    const before = await summaryOf([{ Key: 'a/b/c', Size: 1 }], { depth: 2 })
    const after = await summaryOf([{ Key: 'a/b/c', Size: 1 }], { depth: 1 })
    const { depth, prefixes } = summarizeGrowth(before, after)
    expect(depth).toBe(1)
    expect(prefixes.map(({ prefix }) => prefix)).toStrictEqual(['a/'])
  })

  it('says nothing of bytes where a report has no sizes, nor of days where there are none', async () => {
    const growth = summarizeGrowth(
      await summaryOf([{ Key: 'a' }]),
      await summaryOf([{ Key: 'a', Size: 1 }]),
    )
    expect(growth.change).toStrictEqual({ objects: 0 })
    expect(growth).not.toHaveProperty('perDay')
    expect(growth).not.toHaveProperty('storageClasses')
  })

  it('refuses reports in the wrong order', async () => {
    const early = await summaryOf([])
    const late = await summaryOf([], { days: 1 })
    expect(() => summarizeGrowth(late, early)).toThrow(/is no earlier than/)
  })
})
