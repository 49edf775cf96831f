import { expect, it } from 'vitest'

import { ConnectionSlowDown } from './connection-slow-down.ts'

/** Throttled again and again, each time by a try that began after the last pause. */
function throttledFor(times: number): { slowDown: ConnectionSlowDown; pauses: number[] } {
  const slowDown = new ConnectionSlowDown(8)
  const pauses = Array.from({ length: times }, () => slowDown.throttled(slowDown.pauses) ?? 0)
  return { slowDown, pauses }
}

it('costs a short pause, and nothing else, where one try alone is throttled', () => {
  const { slowDown, pauses } = throttledFor(1)
  expect(pauses[0]).toBeGreaterThanOrEqual(5)
  expect(pauses[0]).toBeLessThanOrEqual(10)
  expect(slowDown).toMatchObject({ limit: 8, interval: 0 })
})

it('pauses longer each time, and some seconds at most, with half as many at a time', () => {
  const { slowDown, pauses } = throttledFor(12)
  const most = [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 5120, 5120]
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual((most[index] ?? 0) / 2)
    expect(pause).toBeLessThanOrEqual(most[index] ?? 0)
  }
  expect(slowDown).toMatchObject({ limit: 1, interval: 640 })
  const limits = [1, 2, 3, 4].map((times) => throttledFor(times).slowDown.limit)
  expect(limits).toStrictEqual([8, 4, 2, 1])
})

it('pauses once for all that were under way', () => {
  const slowDown = new ConnectionSlowDown(8)
  const began = slowDown.pauses
  expect(slowDown.throttled(began)).toBeDefined()
  expect(slowDown.throttled(began)).toBeUndefined()
  expect(slowDown.throttled(slowDown.pauses)).toBeDefined()
})

it('is as fast as before after enough successes, and never faster', () => {
  const { slowDown } = throttledFor(4)
  const limits = Array.from({ length: 8 }, () => {
    slowDown.succeeded()
    return slowDown.limit
  })
  expect(limits).toStrictEqual([2, 3, 4, 5, 6, 7, 8, 8])
  expect(slowDown.interval).toBe(5)
  slowDown.succeeded()
  expect(slowDown.interval).toBe(0)
  for (let success = 0; success < 100; success += 1) slowDown.succeeded()
  expect(slowDown.throttled(slowDown.pauses)).toBeLessThanOrEqual(10)
})
