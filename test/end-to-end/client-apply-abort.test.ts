import { InventoryError } from '@bucket-inventory/core'
import { memoryCapabilities } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import {
  blocked,
  create,
  failing,
  memoryWorld,
  others,
  remove,
  replace,
} from './client-apply-memory.ts'
import { words } from './client-apply-words.ts'

describe('an abort', () => {
  it('before it begins skips what changes something', async () => {
    const world = await memoryWorld([])
    const outcomes = await world.apply([create('a'), remove('b'), ...others, blocked], {
      signal: AbortSignal.abort(),
      recheck: true,
    })
    expect(outcomes.map(words)).toStrictEqual([
      'a skipped: aborted',
      'b skipped: aborted',
      'o1 unneeded',
      'o2 unneeded',
      'o3 unneeded',
      ' skipped: unreadable',
      'o4 skipped: blocked',
    ])
    expect(world.requests).toStrictEqual([])
  })

  it('on the way cuts off what has begun, and keeps what was done', async () => {
    const controller = new AbortController()
    let puts = 0
    const world = await memoryWorld(['z'], {
      beforeRequest: async (operation) => {
        if (operation !== 'put') return
        puts += 1
        if (puts === 3) controller.abort(new Error('enough'))
        if (puts >= 3) await new Promise(() => undefined)
      },
    })
    const steps = [create('a'), create('b'), create('c'), create('d'), remove('z')]
    const outcomes = await world.apply(steps, { signal: controller.signal, concurrency: 1 })
    expect(outcomes.map(words)).toStrictEqual([
      'a created',
      'b created',
      'c skipped: aborted',
      'd skipped: aborted',
      'z skipped: aborted',
    ])
    expect(puts).toBe(3)
    expect(await world.standing()).toStrictEqual(['a week', 'b week', 'z day'])
  })

  it.each([
    ['begun', 'a skipped: aborted'],
    ['done', 'a created'],
  ] as const)('begins no deletion after a last write that has %s', async (when, expected) => {
    const controller = new AbortController()
    const world = await memoryWorld(['z'], {
      beforeRequest: async (operation) => {
        if (operation !== 'put' || when === 'done') return
        controller.abort()
        await new Promise(() => undefined)
      },
    })
    const outcomes = await world.apply([create('a'), remove('z')], {
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'step-finished') controller.abort()
      },
    })
    expect(outcomes.map(words)).toStrictEqual([expected, 'z skipped: aborted'])
    expect(world.requests).not.toContain('delete')
  })

  it('waits for no further try', async () => {
    const controller = new AbortController()
    const world = await memoryWorld(
      [],
      failing('put', 9, new InventoryError('unavailable', 'away')),
    )
    const outcomes = await world.apply([create('a')], {
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'step-retried') queueMicrotask(() => controller.abort())
      },
    })
    expect(outcomes.map(words)).toStrictEqual(['a skipped: aborted'])
    expect(world.requests).toStrictEqual(['put'])
  })

  it.each([
    ['cuts off a replacement of one request, whose end is then not known', 'upsert', 'aborted'],
    ['waits for the end of a replacement of several', 'create-only', 'replaced'],
  ] as const)('after the last look %s', async (_, write, expected) => {
    const controller = new AbortController()
    const { behaviour } = memoryCapabilities
    const world = await memoryWorld(['a', 'b'], {
      capabilities: { ...memoryCapabilities, behaviour: { ...behaviour, write } },
      // The one that looks whether the replacement shows.
      beforeRequest: (operation) => {
        if (operation === 'get') controller.abort()
      },
    })
    const steps = [replace('a'), replace('b')]
    const outcomes = await world.apply(steps, { signal: controller.signal, concurrency: 1 })
    expect(outcomes.map(words)).toStrictEqual([
      expected === 'replaced' ? 'a replaced' : 'a skipped: aborted',
      'b skipped: aborted',
    ])
    expect(await world.standing()).toStrictEqual(['a week', 'b day'])
  })

  it('during the last look changes nothing', async () => {
    const controller = new AbortController()
    const world = await memoryWorld(['a'])
    const outcomes = await world.apply([replace('a')], {
      signal: controller.signal,
      beforeLoss: () => {
        controller.abort()
      },
    })
    expect(outcomes.map(words)).toStrictEqual(['a skipped: aborted'])
    expect(await world.standing()).toStrictEqual(['a day'])
  })
})
