import {
  BucketInventories,
  InventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type {
  ApplyEvent,
  InventoryConfiguration,
  Location,
  Plan,
  PlanStep,
  StepOutcome,
  StoredInventory,
} from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import type { MemoryProviderOptions } from '@bucket-inventory/memory'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { ApplyOptions } from './apply-options.ts'
import { applyPlan } from './apply-plan.ts'

afterEach(() => {
  vi.useRealTimers()
})

function configuration(id: string, every: 'day' | 'week' = 'day'): InventoryConfiguration {
  return parseInventoryConfiguration({
    id,
    schedule: { every },
    destination: { bucket: 'reports', format: 'csv' },
  })
}

const stored = (id: string, every?: 'day' | 'week'): StoredInventory => ({
  configuration: configuration(id, every),
  findings: [],
})

const at = (location: string) => ({ location, provider: 'memory' as const })
const photos = at('memory://photos')

/** Steps that want every inventory weekly, where what is there is daily. */
const create = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'create',
  id,
  desired: configuration(id, 'week'),
  findings: [],
})
const replace = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'replace',
  id,
  desired: configuration(id, 'week'),
  actual: stored(id),
  differences: [{ path: 'schedule.every', desired: 'week', actual: 'day' }],
  startsNewRun: false,
  findings: [],
})
const remove = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'delete',
  id,
  actual: stored(id),
})
const others: readonly PlanStep[] = [
  {
    ...photos,
    action: 'unchanged',
    id: 'o1',
    desired: configuration('o1'),
    actual: stored('o1'),
    findings: [],
  },
  { ...photos, action: 'foreign', id: 'o2', actual: stored('o2'), managed: true },
  { ...photos, action: 'consumed-or-absent', id: 'o3', desired: configuration('o3') },
  { ...photos, action: 'unreadable', id: '', error: { code: 'protocol', message: 'no document' } },
]
const blocked: PlanStep = {
  ...photos,
  action: 'blocked',
  id: 'o4',
  desired: configuration('o4'),
  findings: [],
}

/** Buckets in memory with these daily inventories in them, and what was asked of them. */
async function memoryWorld(present: readonly string[], options: MemoryProviderOptions = {}) {
  const requests: string[] = []
  let isReady = false
  const { beforeRequest } = options
  const provider = createMemoryProvider({
    buckets: ['photos', 'videos'],
    ...options,
    beforeRequest: async (operation) => {
      if (!isReady) return
      requests.push(operation)
      await beforeRequest?.(operation)
    },
  })
  for (const id of present) await provider.put('photos', configuration(id))
  isReady = true
  const open = (location: Location) => ({
    location,
    inventories: new BucketInventories(provider, location.bucket),
  })
  return {
    provider,
    open,
    requests,
    apply: async (steps: readonly PlanStep[], settings?: ApplyOptions) =>
      applyPlan(planOf(steps), open, settings),
    standing: async (bucket = 'photos') => {
      const found: string[] = []
      for await (const { id, schedule } of provider.list(bucket))
        found.push(`${id} ${schedule.every}`)
      return found.toSorted()
    },
  }
}

const planOf = (steps: readonly PlanStep[]): Plan => ({ loss: 'refuse', steps })

/** An outcome in a few words. */
function words(outcome: StepOutcome): string {
  const { id } = outcome.step
  switch (outcome.outcome) {
    case 'done':
      return `${id} ${outcome.result}`
    case 'failed':
      return `${id} failed: ${outcome.error.code}`
    case 'skipped':
      return `${id} skipped: ${outcome.reason}`
    case 'unneeded':
      return `${id} unneeded`
  }
}

describe('carries out', () => {
  it('what changes something, and accounts for every step in the order of the plan', async () => {
    const world = await memoryWorld(['b', 'c', 'o1', 'o2'])
    const outcomes = await world.apply([remove('c'), create('a'), ...others, replace('b')])
    expect(outcomes.map(words)).toStrictEqual([
      'c deleted',
      'a created',
      'o1 unneeded',
      'o2 unneeded',
      'o3 unneeded',
      ' skipped: unreadable',
      'b replaced',
    ])
    expect(await world.standing()).toStrictEqual(['a week', 'b week', 'o1 day', 'o2 day'])
  })

  it('the same plan again, and finds it done', async () => {
    const world = await memoryWorld(['b', 'c'])
    const steps = [create('a'), replace('b'), remove('c')]
    await world.apply(steps)
    const before = await world.standing()
    const beforeLoss = vi.fn<NonNullable<ApplyOptions['beforeLoss']>>()
    const outcomes = await world.apply(steps, { beforeLoss })
    expect(outcomes.map(words)).toStrictEqual(['a unchanged', 'b unchanged', 'c unchanged'])
    expect(await world.standing()).toStrictEqual(before)
    expect(beforeLoss).not.toHaveBeenCalled()
  })

  it('a plan that was saved and read again', async () => {
    const world = await memoryWorld(['b', 'c'])
    const saved: Plan = JSON.parse(JSON.stringify(planOf([create('a'), replace('b'), remove('c')])))
    const outcomes = await applyPlan(saved, world.open)
    expect(outcomes.map(words)).toStrictEqual(['a created', 'b replaced', 'c deleted'])
  })

  it('no more steps at a time than it is told, in the order of the plan', async () => {
    let running = 0
    let most = 0
    const world = await memoryWorld([], {
      beforeRequest: async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => {
          setImmediate(resolve)
        })
        running -= 1
      },
    })
    const ids = Array.from({ length: 30 }, (_, index) => `i${index + 10}`)
    const started: string[] = []
    const onEvent = (event: ApplyEvent) => {
      if (event.type === 'step-started') started.push(event.step.id)
    }
    await world.apply(
      ids.map((id) => create(id)),
      { onEvent },
    )
    expect(most).toBe(8)
    expect(started).toStrictEqual(ids)
    most = 0
    await world.apply(
      ids.map((id) => replace(id)),
      { concurrency: 3 },
    )
    expect(most).toBe(3)
  })

  it('what is deleted from a bucket after all that is written to it', async () => {
    const world = await memoryWorld(['a', 'z'])
    const finished: string[] = []
    const onEvent = (event: ApplyEvent) => {
      if (event.type === 'step-finished') finished.push(words(event.outcome))
    }
    const videos = at('memory://videos')
    const steps = [remove('a'), create('b'), create('c'), create('v', videos), remove('z')]
    await world.apply(steps, { onEvent, concurrency: 1 })
    expect(finished).toStrictEqual([
      'b created',
      'c created',
      'a deleted',
      'v created',
      'z deleted',
    ])
  })
})

describe('is in conflict with', () => {
  it('another one that was made since', async () => {
    const world = await memoryWorld(['a'])
    const [outcome] = await world.apply([create('a')])
    expect(outcome).toMatchObject({
      outcome: 'failed',
      error: {
        code: 'conflict',
        message:
          'inventory "a" of bucket "photos" was made by somebody else since the plan, and differs in schedule.every; plan again',
      },
    })
    expect(await world.standing()).toStrictEqual(['a day'])
  })

  it.each([
    ['replace', replace('a')],
    ['delete', remove('a')],
  ])('what was changed since, where it is to %s it', async (_, step) => {
    const world = await memoryWorld([])
    await world.provider.put('photos', { ...configuration('a'), enabled: false })
    const beforeLoss = vi.fn<NonNullable<ApplyOptions['beforeLoss']>>()
    const [outcome] = await world.apply([step], { beforeLoss })
    expect(outcome).toMatchObject({
      outcome: 'failed',
      error: {
        code: 'conflict',
        message:
          'inventory "a" of bucket "photos" was changed since the plan in enabled; plan again',
      },
    })
    expect(beforeLoss).not.toHaveBeenCalled()
    expect(await world.standing()).toStrictEqual(['a day'])
  })

  it('what was deleted since, where it is to be replaced', async () => {
    const world = await memoryWorld([])
    const outcomes = await world.apply([replace('a'), replace('b', at('memory://none'))])
    expect(outcomes.map((outcome) => outcome.outcome === 'failed' && outcome.error)).toMatchObject([
      {
        code: 'conflict',
        message:
          'bucket "photos" has no inventory "a": what the plan was to replace was deleted since; plan again',
      },
      { code: 'conflict', message: expect.stringMatching(/^there is no bucket "none": what /) },
    ])
  })
})

describe('before anything is lost', () => {
  it('hands out what is there', async () => {
    const world = await memoryWorld(['a', 'b'])
    const kept: unknown[] = []
    await world.apply([create('c'), replace('a'), remove('b')], {
      beforeLoss: async (step, previous) => {
        expect(await world.standing()).toContain(`${step.id} day`)
        kept.push([step.action, previous])
      },
    })
    expect(kept).toStrictEqual([
      ['replace', stored('a')],
      ['delete', stored('b')],
    ])
  })

  it.each([
    [
      'an error of ours',
      new InventoryError('unavailable', 'the disk is away'),
      'unavailable',
      'the disk is away',
    ],
    [
      'any other',
      new Error('the disk is full'),
      'unknown',
      'nothing was changed, as inventory "a" of bucket "photos" could not be kept first: the disk is full',
    ],
  ])('stops for %s, and does not ask again', async (_, error, code, message) => {
    const world = await memoryWorld(['a', 'b'])
    let asked = 0
    const outcomes = await world.apply([replace('a'), create('c')], {
      beforeLoss: () => {
        asked += 1
        throw error
      },
    })
    expect(outcomes).toMatchObject([
      { outcome: 'failed', error: { code, message } },
      { outcome: 'done', result: 'created' },
    ])
    expect(asked).toBe(1)
    expect(await world.standing()).toStrictEqual(['a day', 'b day', 'c week'])
  })
})

describe('deletes nothing', () => {
  it('where something of the bucket was not written', async () => {
    const world = await memoryWorld(['a', 'z'])
    await world.provider.put('videos', configuration('z'))
    const steps = [create('a'), remove('z'), remove('z', at('memory://videos'))]
    expect((await world.apply(steps)).map(words)).toStrictEqual([
      'a failed: conflict',
      'z skipped: write-failed',
      'z deleted',
    ])
  })

  it.each([
    ['blocked', blocked],
    [
      'unreadable',
      {
        ...photos,
        action: 'unreadable',
        id: 'a',
        error: { code: 'protocol', message: 'no' },
      } as const,
    ],
  ])('where something that was asked for is %s', async (reason, step) => {
    const world = await memoryWorld(['z'])
    expect((await world.apply([step, create('b'), remove('z')])).map(words)).toStrictEqual([
      `${step.id} skipped: ${reason}`,
      'b created',
      'z skipped: write-failed',
    ])
    expect((await world.apply([step, remove('z')])).map(words).at(-1)).toBe(
      'z skipped: write-failed',
    )
    expect(world.requests).not.toContain('delete')
  })
})

/** Rejects the first requests of an operation, so many of them. */
function failing(operation: string, times: number, error: unknown): MemoryProviderOptions {
  let left = times
  return {
    beforeRequest: (requested) => {
      if (requested !== operation || left === 0) return
      left -= 1
      throw error
    },
  }
}

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

it('begins nothing more on a connection whose credentials were refused', async () => {
  const world = await memoryWorld(
    ['z'],
    failing('put', 1, new InventoryError('unauthenticated', 'expired')),
  )
  const other = createMemoryProvider({ buckets: ['photos'] })
  const open = (location: Location) =>
    location.connection === undefined
      ? world.open(location)
      : { location, inventories: new BucketInventories(other, location.bucket) }
  const steps = [
    create('a'),
    create('b'),
    remove('z'),
    create('c', at('memory://other@photos')),
    create('d', at('memory://videos')),
  ]
  const outcomes = await applyPlan(planOf(steps), open, { concurrency: 1 })
  expect(outcomes.map(words)).toStrictEqual([
    'a failed: unauthenticated',
    'b skipped: unauthenticated',
    'z skipped: unauthenticated',
    'c created',
    'd skipped: unauthenticated',
  ])
  expect(world.requests).toStrictEqual(['put'])
})

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

describe('what onEvent throws', () => {
  it.each(['step-started', 'step-finished'] as const)('on %s ends the apply', async (type) => {
    const world = await memoryWorld([])
    const seen: string[] = []
    const applying = world.apply([create('a'), create('b'), ...others], {
      concurrency: 1,
      onEvent: (event) => {
        if (event.type === 'step-finished' && event.outcome.outcome !== 'done') return
        seen.push(event.type)
        if (event.type === type) throw new Error(`no more of ${type}`)
      },
    })
    await expect(applying).rejects.toThrow(`no more of ${type}`)
    expect(seen.at(-1)).toBe(type)
    expect(await world.standing()).toStrictEqual(type === 'step-started' ? [] : ['a week'])
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
    const open = (location: Location) => world.open(location)
    await expect(applyPlan(planOf(edited), open)).rejects.toMatchObject({
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
    const unknown = () => {
      throw new InventoryError('invalid-input', 'no connection is named "prod"')
    }
    await expect(applyPlan(planOf([create('a')]), unknown)).rejects.toThrow(
      'the plan cannot be carried out: steps[0].location: no connection is named "prod"',
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
