import { describe, expect, it } from 'vitest'

import { readAhead, startedEarly } from './read-ahead.ts'

function works() {
  const log: string[] = []
  const start = (item: number) => {
    log.push(`start ${item}`)
    return {
      item,
      async close() {
        log.push(`close ${item}`)
      },
    }
  }
  return { log, start }
}

describe('reading ahead', () => {
  it.each([
    [
      1,
      [
        'start 0',
        'take 0',
        'close 0',
        'start 1',
        'take 1',
        'close 1',
        'start 2',
        'take 2',
        'close 2',
      ],
    ],
    [
      2,
      [
        'start 0',
        'start 1',
        'take 0',
        'close 0',
        'start 2',
        'take 1',
        'close 1',
        'take 2',
        'close 2',
      ],
    ],
    [
      9,
      [
        'start 0',
        'start 1',
        'start 2',
        'take 0',
        'close 0',
        'take 1',
        'close 1',
        'take 2',
        'close 2',
      ],
    ],
    [
      0,
      [
        'start 0',
        'take 0',
        'close 0',
        'start 1',
        'take 1',
        'close 1',
        'start 2',
        'take 2',
        'close 2',
      ],
    ],
  ])('is bound to %i at a time, in order', async (bound, expected) => {
    const { log, start } = works()
    for await (const { item } of readAhead([0, 1, 2], bound, start)) log.push(`take ${item}`)
    expect(log).toStrictEqual(expected)
  })

  it('closes all that has begun when the reader stops', async () => {
    const { log, start } = works()
    for await (const { item } of readAhead([0, 1, 2, 3], 3, start)) {
      expect(item).toBe(0)
      break
    }
    expect(log).toStrictEqual(['start 0', 'start 1', 'start 2', 'close 0', 'close 1', 'close 2'])
  })

  it('starts nothing of nothing', async () => {
    const { log, start } = works()
    for await (const { item } of readAhead([], 2, start)) log.push(`take ${item}`)
    expect(log).toStrictEqual([])
  })
})

describe('what is started early', () => {
  const unstoppable = () => undefined

  it('is asked for its first value at once, and gives all of them', async () => {
    let begun = false
    async function* values() {
      begun = true
      yield 1
      yield 2
    }
    const early = startedEarly(values(), unstoppable)
    expect(begun).toBe(true)
    const read: number[] = []
    for await (const value of early) read.push(value)
    expect(read).toStrictEqual([1, 2])
  })

  it('keeps its failure for whoever asks', async () => {
    const failure = new Error('failed')
    const failing = (): AsyncIterable<number> => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }),
    })
    const early = startedEarly(failing(), unstoppable)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(early[Symbol.asyncIterator]().next()).rejects.toBe(failure)
    await startedEarly(failing(), unstoppable).close()
  })

  it('is stopped before it is closed, so that what it waits for need not come', async () => {
    const log: string[] = []
    let reject: (error: Error) => void = () => undefined
    async function* silent() {
      try {
        yield await new Promise<number>((_, no) => {
          reject = no
        })
      } finally {
        log.push('closed')
      }
    }
    const early = startedEarly(silent(), () => {
      log.push('stopped')
      reject(new Error('stopped'))
    })
    await early.close()
    expect(log).toStrictEqual(['stopped', 'closed'])
  })
})
