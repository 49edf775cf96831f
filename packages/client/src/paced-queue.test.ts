import { createMemoryProvider } from '@bucket-inventory/memory'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { PacedQueue } from './paced-queue.ts'
import type { Attempt, PacedWork } from './paced-queue.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const connection = createMemoryProvider()
const through: Attempt = { throttled: false, again: false }

function queueOf(concurrency: number) {
  const ending = new AbortController()
  const pauses: { readonly location: string; readonly milliseconds: number }[] = []
  const queue = new PacedQueue({
    concurrency,
    signal: ending.signal,
    onSlowDown: ({ location }, milliseconds) => {
      pauses.push({ location, milliseconds })
    },
  })
  return { queue, ending, pauses }
}

function workOf(order: number, attempt: PacedWork['attempt'], own = connection): PacedWork {
  return { connection: own, location: `memory://${order}`, order, attempt }
}

/** Work that notes when it begins and how much runs at a time. */
function noted(count: number, attempt: (order: number) => Promise<Attempt> = async () => through) {
  const seen = { begun: [] as number[], running: 0, most: 0 }
  const works = Array.from({ length: count }, (_, order) =>
    workOf(order, async () => {
      seen.begun.push(order)
      seen.running += 1
      seen.most = Math.max(seen.most, seen.running)
      await Promise.resolve()
      const ended = await attempt(order)
      seen.running -= 1
      return ended
    }),
  )
  return { seen, works }
}

it('does work in order, so much at a time', async () => {
  const { seen, works } = noted(20)
  await queueOf(3).queue.run(works.toReversed())
  expect(seen.begun).toStrictEqual(Array.from({ length: 20 }, (_, order) => order))
  expect(seen.most).toBe(3)
})

it('does nothing for nothing, and one run after the other', async () => {
  const { queue } = queueOf(3)
  await queue.run([])
  const { seen, works } = noted(2)
  await queue.run(works)
  await queue.run(works)
  expect(seen.begun).toStrictEqual([0, 1, 0, 1])
})

it('does what is added meanwhile where it belongs', async () => {
  const { queue } = queueOf(1)
  const begun: string[] = []
  const note = (name: string) => async () => {
    begun.push(name)
    return through
  }
  await queue.run([
    workOf(0, async () => {
      begun.push('first')
      queue.add(workOf(2, note('added')))
      return through
    }),
    workOf(1, note('second')),
    workOf(3, note('last')),
  ])
  expect(begun).toStrictEqual(['first', 'second', 'added', 'last'])
})

it('tries again after a pause, and lets others go first', async () => {
  const { queue, pauses } = queueOf(2)
  const begun: string[] = []
  const running = queue.run([
    workOf(0, async (attempt) => {
      begun.push(`0 for the ${attempt}.`)
      return { throttled: false, again: attempt < 3 }
    }),
    ...[1, 2, 3].map((order) =>
      workOf(order, async () => {
        begun.push(`${order}`)
        return through
      }),
    ),
  ])
  await vi.advanceTimersByTimeAsync(24)
  expect(begun).toStrictEqual(['0 for the 1.', '1', '2', '3'])
  await vi.advanceTimersByTimeAsync(26)
  expect(begun).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(74)
  expect(begun).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(126)
  await running
  expect(begun.slice(4)).toStrictEqual(['0 for the 2.', '0 for the 3.'])
  expect(pauses).toStrictEqual([])
})

it('begins nothing new while as much waits as may run', async () => {
  const failed = new Set<number>()
  const { seen, works } = noted(100, async (order) => {
    const again = !failed.has(order)
    failed.add(order)
    return { throttled: false, again }
  })
  const running = queueOf(2).queue.run(works)
  await vi.advanceTimersByTimeAsync(24)
  expect(seen.begun).toStrictEqual([0, 1, 2])
  await vi.runAllTimersAsync()
  await running
  expect(seen.begun).toHaveLength(200)
})

it('slows a connection down that throttles, and no other', async () => {
  const { queue, pauses } = queueOf(2)
  const begun: string[] = []
  const other = createMemoryProvider()
  const running = queue.run([
    workOf(0, async (attempt) => {
      begun.push(`slow ${attempt}`)
      return attempt === 1 ? { throttled: true, again: true } : through
    }),
    ...[1, 2, 3].map((order) =>
      workOf(
        order,
        async () => {
          begun.push(`other ${order}`)
          return through
        },
        other,
      ),
    ),
    workOf(4, async () => {
      begun.push('slow 4')
      return through
    }),
  ])
  await vi.runAllTimersAsync()
  await running
  expect(begun.slice(0, 4)).toStrictEqual(['slow 1', 'other 1', 'other 2', 'other 3'])
  expect(begun.toSorted()).toStrictEqual([
    'other 1',
    'other 2',
    'other 3',
    'slow 1',
    'slow 2',
    'slow 4',
  ])
  expect(pauses).toStrictEqual([{ location: 'memory://0', milliseconds: expect.any(Number) }])
})

it('begins one after the other where throttling goes on', async () => {
  const { queue, pauses } = queueOf(4)
  const together: number[] = []
  let current = 0
  const works = Array.from({ length: 30 }, (_, order) =>
    workOf(order, async () => {
      const throttled = together.length < 10
      current += 1
      together.push(current)
      await new Promise((resolve) => {
        setTimeout(resolve, 1)
      })
      current -= 1
      return { throttled, again: throttled }
    }),
  )
  const running = queue.run(works)
  await vi.runAllTimersAsync()
  await running
  expect(together).toHaveLength(40)
  expect(together.slice(0, 4)).toStrictEqual([1, 2, 3, 4])
  expect(together.slice(10, 18)).toStrictEqual([1, 1, 1, 1, 1, 1, 1, 1])
  expect(pauses.length).toBeGreaterThan(2)
})

it('runs half as many at a time where throttling goes on, and more with every success', async () => {
  const { queue } = queueOf(8)
  const together: number[] = []
  let current = 0
  const works = Array.from({ length: 30 }, (_, order) =>
    workOf(order, async () => {
      // All of the first, and all of their second tries.
      const throttled = together.length < 16
      current += 1
      together.push(current)
      await new Promise((resolve) => {
        setTimeout(resolve, 1000)
      })
      current -= 1
      return { throttled, again: throttled }
    }),
  )
  const running = queue.run(works)
  await vi.runAllTimersAsync()
  await running
  expect(together.slice(0, 16)).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(together.slice(16, 22)).toStrictEqual([1, 2, 3, 4, 4, 5])
})

it('ends what had begun when it is aborted, and begins nothing more', async () => {
  const { queue, ending } = queueOf(2)
  let ended = 0
  const { seen, works } = noted(10, async (order) => {
    if (order === 1) ending.abort()
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    ended += 1
    return { throttled: order === 0, again: order === 0 }
  })
  await queue.run(works)
  expect(seen.begun).toStrictEqual([0, 1])
  expect(ended).toBe(2)
  await queue.run(works)
  expect(seen.begun).toStrictEqual([0, 1])
})

it('takes no more work once it is aborted', async () => {
  const { queue, ending } = queueOf(1)
  const begun: number[] = []
  const add = async () => {
    begun.push(0)
    ending.abort()
    queue.add(workOf(1, add))
    return through
  }
  await queue.run([workOf(0, add)])
  expect(begun).toStrictEqual([0])
})

it('does not wait for the next try of what is aborted', async () => {
  const { queue, ending } = queueOf(1)
  let attempts = 0
  const running = queue.run([
    workOf(0, async (attempt) => {
      attempts = attempt
      setImmediate(() => {
        ending.abort()
      })
      return { throttled: true, again: true }
    }),
  ])
  await running
  expect(attempts).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('leaves no pause behind', async () => {
  const { queue, pauses } = queueOf(1)
  await queue.run([workOf(0, async () => ({ throttled: true, again: false }))])
  expect(pauses).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('passes on what a try rejects with, when all that had begun has ended', async () => {
  const { queue } = queueOf(2)
  let ended = 0
  const { seen, works } = noted(10, async (order) => {
    if (order === 0) throw new Error('a mistake')
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    ended += 1
    return through
  })
  await expect(queue.run(works)).rejects.toThrow('a mistake')
  expect(seen.begun).toStrictEqual([0, 1])
  expect(ended).toBe(1)
})
