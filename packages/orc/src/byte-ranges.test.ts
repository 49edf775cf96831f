import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { openByteRanges } from './byte-ranges.ts'
import type { OrcSource } from './orc-source.ts'

interface Recorder {
  readonly source: OrcSource
  readonly reads: (readonly [number, number])[]
}

/** A file whose bytes tell where they are. */
function recorder(size: number): Recorder {
  const reads: (readonly [number, number])[] = []
  const source = {
    size,
    read(start: number, end: number) {
      reads.push([start, end])
      return Promise.resolve(Uint8Array.from({ length: end - start }, (_, i) => (start + i) % 251))
    },
  }
  return { source, reads }
}

test('reads small neighbours by one request, and what is far away by another', async () => {
  const { source, reads } = recorder(1_000_000)
  const cursors = openByteRanges(source, [
    { start: 10, end: 20 },
    { start: 20, end: 20 },
    { start: 500, end: 600 },
    { start: 900_000, end: 900_010 },
  ])
  expect(reads).toEqual([
    [10, 600],
    [900_000, 900_010],
  ])
  expect(cursors.map(({ remaining }) => remaining)).toEqual([10, 0, 100, 10])
  expect([...((await cursors[2]?.take(2)) ?? [])]).toEqual([500 % 251, 501 % 251])
})

test('reads a large range part by part, and never far ahead', async () => {
  const size = 40 << 20
  const { source, reads } = recorder(size)
  const [cursor] = openByteRanges(source, [{ start: 0, end: size }])
  if (cursor === undefined) throw new Error('a range has a cursor')
  expect(reads).toEqual([[0, 8 << 20]])
  await cursor.take(100)
  expect(reads.length).toBe(2)
  await cursor.take(16 << 20)
  expect(reads.map(([start]) => start >> 20)).toEqual([0, 8, 16, 24])
})

test('gives every byte of every range once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(300_000), fc.nat(400_000)), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1000, max: 500_000 }),
      async (shapes, step) => {
        let at = 0
        const ranges = shapes.map(([gap, length]) => {
          const start = at + gap
          at = start + length
          return { start, end: at }
        })
        const { source } = recorder(at)
        for (const [index, cursor] of openByteRanges(source, ranges).entries()) {
          let expected = ranges[index]?.start ?? 0
          while (cursor.remaining > 0) {
            const count = Math.min(step, cursor.remaining)
            const bytes = await cursor.take(count)
            expect(bytes.length).toBe(count)
            expect(bytes.findIndex((byte, i) => byte !== (expected + i) % 251)).toBe(-1)
            expected += count
          }
          expect(expected).toBe(ranges[index]?.end)
        }
      },
    ),
    { numRuns: 20 },
  )
})
