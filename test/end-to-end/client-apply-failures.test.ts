import { createInventoryClient } from '@bucket-inventory/client'
import type { ApplyOptions } from '@bucket-inventory/client'
import { failingProvider } from '@bucket-inventory/conformance'
import { InventoryError } from '@bucket-inventory/core'
import type { ApplyEvent, PlanStep } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { afterEach, describe, expect, it, vi } from 'vitest'

import {
  at,
  configuration,
  create,
  failing,
  memoryWorld,
  remove,
  replace,
} from './client-apply-memory.ts'
import { words } from './client-apply-words.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('a failure that may pass', () => {
  const away = new InventoryError('unavailable', 'the service is away')

  it('is repeated three times at most, and said', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const world = await memoryWorld([], failing('put', 5, away))
    const events: unknown[] = []
    const applying = world.apply([create('a'), create('b')], {
      concurrency: 1,
      onEvent: (event) => {
        if (event.type === 'step-finished') events.push(words(event.outcome))
        else if (event.type === 'step-retried')
          events.push([event.step.id, event.attempt, event.error])
        else events.push(event.type)
      },
    })
    await vi.runAllTimersAsync()
    expect((await applying).map(words)).toStrictEqual(['a failed: unavailable', 'b created'])
    expect(events).toStrictEqual([
      'step-started',
      ['a', 2, away],
      ['a', 3, away],
      ['a', 4, away],
      'a failed: unavailable',
      'step-started',
      ['b', 2, away],
      'b created',
    ])
  })

  it('is told from one that will not', async () => {
    const world = await memoryWorld(
      [],
      failing('put', 1, new InventoryError('permission-denied', 'no')),
    )
    expect((await world.apply([create('a')])).map(words)).toStrictEqual([
      'a failed: permission-denied',
    ])
    expect(world.requests).toStrictEqual(['put'])
  })

  it('slows its connection down where the service throttles', async () => {
    const world = await memoryWorld(
      [],
      failing('put', 1, new InventoryError('throttled', 'slow down')),
    )
    const events: ApplyEvent[] = []
    const outcomes = await world.apply([create('a'), create('b')], {
      onEvent: (event) => {
        events.push(event)
      },
    })
    expect(outcomes.map(words)).toStrictEqual(['a created', 'b created'])
    expect(events.filter(({ type }) => type === 'slowed-down')).toStrictEqual([
      { type: 'slowed-down', location: 'memory://photos', milliseconds: expect.any(Number) },
    ])
  })

  it('of anything else is unknown, and fails its step alone', async () => {
    const world = await memoryWorld([], failing('put', 1, new TypeError('a mistake')))
    expect(await world.apply([create('a'), create('b')], { concurrency: 1 })).toMatchObject([
      { outcome: 'failed', error: { code: 'unknown', message: 'memory: a mistake' } },
      { outcome: 'done' },
    ])
  })
})

it.each([
  ['replaced', 'put', replace('a')],
  ['deleted', 'delete', remove('a')],
] as const)(
  'what an earlier try did is %s, although its answer was lost',
  async (result, operation, step) => {
    const memory = createMemoryProvider({ buckets: ['photos'] })
    await memory.put('photos', configuration('a'))
    const error = new InventoryError('unavailable', 'the answer was lost')
    const provider = failingProvider(memory, { operation, error, when: 'after' })
    const client = createInventoryClient({ providers: [provider] })
    const beforeLoss = vi.fn<NonNullable<ApplyOptions['beforeLoss']>>()
    const outcomes = await client.apply({ loss: 'refuse', steps: [step] }, { beforeLoss })
    expect(outcomes.map(words)).toStrictEqual([`a ${result}`])
    expect(beforeLoss).toHaveBeenCalledTimes(1)
  },
)

it('begins nothing more on a connection whose credentials were refused', async () => {
  const world = await memoryWorld(
    ['z'],
    failing('put', 1, new InventoryError('unauthenticated', 'expired')),
    { other: createMemoryProvider({ buckets: ['photos'] }) },
  )
  const steps = [
    create('a'),
    create('b'),
    remove('z'),
    create('c', at('memory://other@photos')),
    create('d', at('memory://videos')),
  ]
  const outcomes = await world.apply(steps, { concurrency: 1 })
  expect(outcomes.map(words)).toStrictEqual([
    'a failed: unauthenticated',
    'b skipped: unauthenticated',
    'z skipped: unauthenticated',
    'c created',
    'd skipped: unauthenticated',
  ])
  expect(world.requests).toStrictEqual(['put'])
})

describe('what onEvent throws', () => {
  it.each([
    ['step-started', []],
    ['step-finished', ['a week']],
  ] as const)('on %s ends the apply, and nothing more is said', async (type, standing) => {
    const world = await memoryWorld([])
    const seen: string[] = []
    const applying = world.apply([create('a'), create('b')], {
      concurrency: 1,
      onEvent: (event) => {
        seen.push(event.type)
        if (event.type === type) throw new Error(`no more of ${type}`)
      },
    })
    await expect(applying).rejects.toThrow(`no more of ${type}`)
    expect(seen.filter((one) => one === type)).toHaveLength(1)
    expect(seen.at(-1)).toBe(type)
    expect(await world.standing()).toStrictEqual(standing)
  })
})

describe('before anything is sent', () => {
  it('everything is named that keeps the plan from being carried out', async () => {
    const world = await memoryWorld(['a'])
    const edited: PlanStep[] = [
      create('a'),
      { ...create('b'), provider: 'aws-s3' },
      { ...create('c'), location: 'memory//photos' },
      { ...remove('d'), id: 'e' },
      { ...replace('f'), id: 'g' },
      replace('a'),
    ]
    await expect(world.apply(edited)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^the plan cannot be carried out:\nsteps\[1\]\.provider: /),
      problems: [
        {
          path: 'steps[1].provider',
          message: 'the plan was made for aws-s3, but memory://photos is memory',
        },
        {
          path: 'steps[2].location',
          message: expect.stringMatching(/^"memory\/\/photos" is no place/),
        },
        { path: 'steps[3].actual.configuration.id', message: '"d" is not the id of the step, "e"' },
        { path: 'steps[4].desired.id', message: '"f" is not the id of the step, "g"' },
        { path: 'steps[4].actual.configuration.id', message: '"f" is not the id of the step, "g"' },
        { path: 'steps[5]', message: 'steps[0] changes memory://photos#a already' },
      ],
    })
    await expect(world.apply([create('a', at('memory://prod@photos'))])).rejects.toThrow(
      'the plan cannot be carried out: steps[0].location: "memory://prod@photos": no connection is named "prod"',
    )
    expect(world.requests).toStrictEqual([])
  })

  it.each([0, -1, 1.5, Number.NaN])('a concurrency of %d is refused', async (concurrency) => {
    const world = await memoryWorld([])
    await expect(world.apply([create('a')], { concurrency })).rejects.toMatchObject({
      code: 'invalid-input',
      message: `the concurrency is a whole number from 1, not ${concurrency}`,
    })
    expect(world.requests).toStrictEqual([])
  })
})
