import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { restTime } from '../delivered-report.test.support.ts'
import type { DeliveredRow } from '../delivered-report.test.support.ts'
import { matching, open } from './matched-keys.test.support.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'many-rows-'))
})
afterAll(() => rm(folder, { recursive: true }))
const spillTo = async () => folder

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
    const matched = matching(left, right, { memory, spillTo })
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
