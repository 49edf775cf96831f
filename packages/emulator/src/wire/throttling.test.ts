import { describe, expect, test } from 'vitest'

import { Throttling } from './throttling.ts'

function throttlingAt(clock: { now: number }): Throttling {
  return new Throttling(() => clock.now)
}

/** How many of so many requests at once are served. */
function served(throttling: Throttling, count: number, account = '1'): number {
  const answers = Array.from({ length: count }, () => throttling.admits('s3', account))
  return answers.filter(Boolean).length
}

describe('throttling', () => {
  test('serves everything until a throttle is set, and after it is lifted', () => {
    const throttling = throttlingAt({ now: 0 })
    expect(served(throttling, 1000)).toBe(1000)
    throttling.set({ perSecond: 1, burst: 1 })
    expect(served(throttling, 1000)).toBe(1)
    throttling.set(undefined)
    expect(served(throttling, 1000)).toBe(1000)
  })

  test('serves a burst, then as many as time gives', () => {
    const clock = { now: 5000 }
    const throttling = throttlingAt(clock)
    throttling.set({ perSecond: 10, burst: 3 })
    expect(served(throttling, 10)).toBe(3)
    clock.now += 99
    expect(served(throttling, 10)).toBe(0)
    clock.now += 1
    expect(served(throttling, 10)).toBe(1)
    clock.now += 250
    expect(served(throttling, 10)).toBe(2)
    clock.now += 50
    expect(served(throttling, 10)).toBe(1)
    clock.now += 60_000
    expect(served(throttling, 10)).toBe(3)
  })

  test('counts each account and each cloud by itself', () => {
    const throttling = throttlingAt({ now: 0 })
    throttling.set({ perSecond: 1, burst: 2 })
    expect(served(throttling, 5)).toBe(2)
    expect(served(throttling, 5, '2')).toBe(2)
    expect(throttling.admits('oss', '1')).toBe(true)
  })

  test('holds for the cloud and the account that it names, and the last one said holds', () => {
    const throttling = throttlingAt({ now: 0 })
    throttling.set({ cloud: 'oss', perSecond: 1, burst: 1 })
    expect(served(throttling, 5)).toBe(5)
    throttling.set({ perSecond: 1, burst: 1 })
    throttling.set({ account: '2', perSecond: 1, burst: 3 })
    expect(served(throttling, 5)).toBe(1)
    expect(served(throttling, 5, '2')).toBe(3)
    throttling.set({ perSecond: 1, burst: 4 })
    expect(served(throttling, 5)).toBe(4)
    expect(served(throttling, 5, '2')).toBe(4)
  })

  test.each([
    { perSecond: 0, burst: 1 },
    { perSecond: Number.NaN, burst: 1 },
    { perSecond: 1, burst: 0 },
    { perSecond: 1, burst: 1.5 },
  ])('refuses $perSecond a second, $burst at once', (throttle) => {
    const throttling = throttlingAt({ now: 0 })
    expect(() => throttling.set(throttle)).toThrow(/is a (?:whole )?number/)
    expect(served(throttling, 5)).toBe(5)
  })
})
