import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import { fixtureNames, openFixture } from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import type { OrcColumn } from './orc-column.ts'
import type { OrcFile, OrcReadOptions } from './orc-file.ts'
import { blob, double, integers, number, orcOf, text } from './orc-of.test.support.ts'
import type { OrcStatistics } from './orc-statistics.ts'

const unreadable = new Set(['lz4', 'los-angeles'])
const names = (await fixtureNames()).filter((name) => !unreadable.has(name))

for (const name of names) {
  test(`bounds of ${name} exclude no value, and counts are right`, async () => {
    const file = await openFixture(name)
    const fields = file.schema.filter(({ supported }) => supported)
    expect(fields.length).toBeGreaterThan(0)
    for (const { name: column, type } of fields) {
      const bigints = type === 'long' ? { bigints: [column] } : {}
      const all: OrcReadOptions = { columns: [column], ...bigints }
      await check(file, file.statistics.get(column), all)
      for (const stripe of file.stripes) {
        const stripes = ({ index }: { index: number }) => index === stripe.index
        await check(file, stripe.statistics.get(column), { ...all, stripes })
        for (const group of await file.rowGroups(stripe, { columns: [column] })) {
          const rowGroups = ({ index }: { index: number }) => index === group.index
          await check(file, group.statistics.get(column), { ...all, stripes, rowGroups })
        }
      }
    }
  })
}

async function check(
  file: OrcFile,
  statistics: OrcStatistics | undefined,
  options: OrcReadOptions,
): Promise<void> {
  if (statistics === undefined) return
  let values = 0
  let nulls = 0
  let truths = 0
  const outside: unknown[] = []
  for await (const { columns, length } of file.read(options)) {
    for (const column of columns) {
      for (let row = 0; row < length; row++) {
        const value = column.get(row)
        if (value === null) nulls++
        else {
          values++
          if (value === true) truths++
          if (!isWithin(statistics, column, row, value)) outside.push(value)
        }
      }
    }
  }
  expect(outside).toEqual([])
  expect(statistics.values ?? values).toBe(values)
  expect(statistics.trueValues ?? truths).toBe(truths)
  if (nulls > 0) expect(statistics.hasNull).not.toBe(false)
}

function isWithin(
  { integers: whole, doubles, dates, timestamps, strings }: OrcStatistics,
  column: OrcColumn,
  row: number,
  value: unknown,
): boolean {
  if (typeof value === 'string') {
    const bytes = column.kind === 'text' ? textBytes(column, row) : Buffer.from(value)
    const { minimumBytes = bytes, maximumBytes = bytes } = strings ?? {}
    return Buffer.compare(minimumBytes, bytes) <= 0 && Buffer.compare(bytes, maximumBytes) <= 0
  }
  if ((typeof value !== 'number' && typeof value !== 'bigint') || Number.isNaN(value)) return true
  return [whole, doubles, dates, timestamps].every((bounds) => {
    const { minimum = value, maximum = value } = bounds ?? {}
    return minimum <= value && value <= maximum
  })
}

function textBytes({ bytes, ends }: { bytes: Uint8Array; ends: Uint32Array }, row: number) {
  return bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row])
}

async function statisticsOf(
  ...items: readonly (readonly number[])[]
): Promise<readonly (OrcStatistics | undefined)[]> {
  const columns = items.map((_, index) => `n${index}`)
  const bytes = orcOf({
    names: columns,
    types: columns.map(() => 4),
    rows: 1,
    streams: columns.map((_, index) => ({
      column: index + 1,
      kind: 1,
      bytes: integers([1], true),
    })),
    statistics: [[], ...items],
  })
  const file = await openOrc(bytesSource(bytes))
  expect(file.stripes[0]?.statistics).toEqual(file.statistics)
  return columns.map((column) => file.statistics.get(column))
}

test('leaves out bounds that cannot be right', async () => {
  const nan = blob(3, [...double(1, NaN), ...double(2, 5)])
  const turned = blob(3, [...double(1, 2), ...double(2, 1)])
  const right = blob(3, [...double(1, 1), ...double(2, 2)])
  const whole = blob(2, [...number(1, 4), ...number(2, 2)])
  const times = blob(9, [...number(3, 4), ...number(4, 2)])
  const strings = blob(4, [...text(1, 'b'), ...text(2, 'a')])
  const all = await statisticsOf(nan, turned, right, whole, times, strings)
  expect(all.map((item) => item?.doubles)).toEqual([
    undefined,
    undefined,
    { minimum: 1, maximum: 2 },
    ...Array<undefined>(3).fill(undefined),
  ])
  expect(all[3]?.integers).toBeUndefined()
  expect(all[4]?.timestamps).toBeUndefined()
  expect(all[5]?.strings).toBeUndefined()
})

test('gives bounds of text as they are: cut off, with a mark of byte order, or no text at all', async () => {
  const cut = blob(4, [...text(4, 'aa'), ...text(5, 'ac')])
  const marked = blob(4, [...text(1, '\uFEFFa'), ...text(2, '\uFEFFb')])
  const broken = blob(4, [...blob(1, [0x80]), ...blob(2, [0xff])])
  const [first, second, third] = await statisticsOf(cut, marked, broken)
  expect(first?.strings).toMatchObject({ minimum: 'aa', maximum: 'ac', exact: false })
  expect(second?.strings).toMatchObject({ minimum: '\uFEFFa', maximum: '\uFEFFb', exact: true })
  expect(third?.strings).toEqual({
    exact: true,
    minimum: undefined,
    maximum: undefined,
    minimumBytes: Buffer.of(0x80),
    maximumBytes: Buffer.of(0xff),
  })
})

test('tells nothing of columns whose counts cannot be right', async () => {
  const counts = (values: number, hasNull?: number) => [
    ...number(1, values),
    ...(hasNull === undefined ? [] : number(10, hasNull)),
  ]
  const noted = [counts(1), counts(1, 0), counts(0, 1), counts(1, 1)]
  const wrong = [counts(0), counts(0, 0), counts(2)]
  const all = await statisticsOf(...noted, ...wrong)
  expect(all.map((item) => item?.values)).toEqual([1, 1, 0, 1, undefined, undefined, undefined])
})

test('tells nothing of columns that share a name', async () => {
  const item = [...number(1, 1), ...blob(2, [...number(1, 2), ...number(2, 2)])]
  const index = blob(1, [...number(1, 0), ...number(1, 0), ...blob(2, item)])
  const file = await openOrc(
    bytesSource(
      orcOf({
        names: ['a', 'a', 'b'],
        types: [4, 4, 4],
        rows: 1,
        stride: 10,
        streams: [
          ...[1, 2, 3].map((column) => ({ column, kind: 6, bytes: index })),
          ...[1, 2, 3].map((column) => ({ column, kind: 1, bytes: integers([1], true) })),
        ],
        statistics: [[], item, item, item],
      }),
    ),
  )
  expect([...file.statistics.keys()]).toEqual(['b'])
  const [stripe] = file.stripes
  if (stripe === undefined) throw new Error('the file has a stripe')
  expect([...stripe.statistics.keys()]).toEqual(['b'])
  const groups = await file.rowGroups(stripe)
  expect(groups.map(({ statistics }) => [...statistics.keys()])).toEqual([['b']])
})
