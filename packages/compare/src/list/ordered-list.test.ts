import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import { comparedObjects } from './compared-object.test.support.ts'
import { orderedList } from './ordered-list.ts'
import type { OrderedList } from './ordered-list.ts'

/** Seldom while one works, often in the gate. */
const runs = process.env['PROPERTY_RUNS'] === undefined ? 12 : 60

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ordered-list-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const spillTo = () => Promise.resolve(folder)

function missing(key: string): ComparedObject {
  return { verdict: 'missing', key, left: { key } }
}

describe('the list', () => {
  it('is in order, whatever the runs and the memory', async () => {
    const entries = fc.uniqueArray(
      fc.record({
        run: fc.nat({ max: 6 }),
        order: fc.oneof(
          fc.nat({ max: 200 }),
          fc.nat().map((row) => 2 ** 48 + row),
          fc.double({ min: 0, max: 9, noNaN: true }),
        ),
        object: comparedObjects,
      }),
      { selector: ({ order }) => order, maxLength: 60 },
    )
    // How the batches of the runs come in turn.
    const turns = fc.infiniteStream(fc.nat({ max: 6 }))
    const memories = [0, 5000, 50_000, 16 * 1024 * 1024]
    await fc.assert(
      fc.asyncProperty(entries, turns, async (all, turns) => {
        const inOrder = all.toSorted((left, right) => left.order - right.order)
        const expected = inOrder.map(({ object }) => object)
        for (const memory of memories) {
          const list = orderedList({ spillTo, memory })
          try {
            for (const { run, order, object } of shuffled(inOrder, turns)) {
              await list.add(run, order, object)
            }
            expect(await readAll(list)).toStrictEqual(expected)
          } finally {
            await list.close()
          }
          expect(await readdir(folder)).toStrictEqual([])
        }
      }),
      { numRuns: runs },
    )
  })

  it('goes to disk only where memory does not suffice', async () => {
    const list = orderedList({ spillTo, memory: 100_000 })
    await list.add(0, 0, missing('a'))
    expect(await readdir(folder)).toStrictEqual([])
    for (let row = 1; row < 1000; row++) await list.add(0, row, missing('a'.repeat(100)))
    expect(await readdir(folder)).toStrictEqual(['list'])
    expect(await readAll(list)).toHaveLength(1000)
    await list.close()
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('merges hundreds of thousands of objects of many runs', async () => {
    const list = orderedList({ spillTo, memory: 1_000_000 })
    const count = 200_000
    for (let row = 0; row < count; row++) {
      const waiting = list.add(row % 97, row, missing(`key-${row}`))
      if (waiting !== undefined) await waiting
    }
    let next = 0
    for await (const objects of list.read()) {
      for (const { key } of objects) {
        if (key !== `key-${next}`) throw new Error(`${key} stands in place ${next}`)
        next++
      }
    }
    expect(next).toBe(count)
    await list.close()
  })

  it('can be left in the middle', async () => {
    const list = orderedList({ spillTo, memory: 0 })
    for (let row = 0; row < 5000; row++) await list.add(row % 3, row, missing(`key-${row}`))
    for await (const objects of list.read()) {
      expect(objects).toHaveLength(1000)
      break
    }
    await list.close()
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('is empty where nothing was added', async () => {
    const list = orderedList({ spillTo })
    expect(await readAll(list)).toStrictEqual([])
    await list.close()
  })

  it('refuses a run that does not rise', async () => {
    const list = orderedList({ spillTo })
    await list.add(0, 5, missing('a'))
    await list.add(1, 4, missing('b'))
    expect(() => list.add(0, 5, missing('c'))).toThrow(RangeError)
    expect(() => list.add(0, NaN, missing('c'))).toThrow(RangeError)
  })
})

describe('a disk that fails', () => {
  it.runIf(process.platform === 'linux')('is told of when it is full', async () => {
    await symlink('/dev/full', join(folder, 'list'))
    const list = orderedList({ spillTo, memory: 10_000 })
    const addMany = async () => {
      for (let row = 0; row < 1000; row++) await list.add(0, row, missing(`key-${row}`))
    }
    await expect(addMany()).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('ENOSPC'),
    })
    await list.close()
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('is told of where there is no folder', async () => {
    const reason = new Error('no folder')
    const list = orderedList({ spillTo: () => Promise.reject(reason), memory: 0 })
    await expect(list.add(0, 0, missing('a'))).rejects.toBe(reason)
    await list.close()
  })
})

async function readAll(list: OrderedList): Promise<readonly ComparedObject[]> {
  const objects: ComparedObject[] = []
  for await (const batch of list.read()) objects.push(...batch)
  return objects
}

/** The same entries, of which those of one run stay as they stand to each other. */
function shuffled<Entry extends { readonly run: number }>(
  entries: readonly Entry[],
  turns: IterableIterator<number>,
): readonly Entry[] {
  const queues = [0, 1, 2, 3, 4, 5, 6].map((run) => entries.filter((entry) => entry.run === run))
  const result: Entry[] = []
  while (result.length < entries.length) {
    const waiting = queues.filter(({ length }) => length > 0)
    const next = waiting[Number(turns.next().value) % waiting.length]?.shift()
    if (next !== undefined) result.push(next)
  }
  return result
}
