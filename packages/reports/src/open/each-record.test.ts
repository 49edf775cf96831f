import { expect, it } from 'vitest'

import { eachRecord } from './each-record.ts'

function world() {
  const made = { closed: false, asked: 0 }
  async function* batches() {
    try {
      for (const batch of [[1, 2], [], [3], [4, 5]]) {
        made.asked += 1
        yield batch
      }
    } finally {
      made.closed = true
    }
  }
  return { made, records: eachRecord(batches()) }
}

it('gives every record of every batch', async () => {
  const read: number[] = []
  for await (const record of world().records) read.push(record)
  expect(read).toStrictEqual([1, 2, 3, 4, 5])
})

it('asks for a batch when the one before is used up, and closes when the reader stops', async () => {
  const { made, records } = world()
  for await (const record of records) if (record === 2) break
  expect(made).toStrictEqual({ closed: true, asked: 1 })
})

it('gives each record once to callers that do not wait for each other', async () => {
  const iterator = world().records[Symbol.asyncIterator]()
  const results = await Promise.all(Array.from({ length: 8 }, () => iterator.next()))
  const given = results.map(({ value }) => value)
  expect(given.slice(0, 5)).toStrictEqual([1, 2, 3, 4, 5])
  expect(results.slice(5).every(({ done }) => done === true)).toBe(true)
  expect(await iterator.next()).toStrictEqual({ done: true, value: undefined })
})

it('fails as the batches do, and is over then', async () => {
  const failure = new Error('failed')
  async function* batches() {
    yield [1]
    throw failure
  }
  const iterator = eachRecord(batches())[Symbol.asyncIterator]()
  expect(await iterator.next()).toStrictEqual({ done: false, value: 1 })
  await expect(iterator.next()).rejects.toBe(failure)
  expect(await iterator.next()).toStrictEqual({ done: true, value: undefined })
})
