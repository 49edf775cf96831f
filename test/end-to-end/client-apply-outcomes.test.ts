import type { ApplyOptions } from '@bucket-inventory/client'
import { InventoryError } from '@bucket-inventory/core'
import type { ApplyEvent, PlanStep } from '@bucket-inventory/core'
import { describe, expect, it, vi } from 'vitest'

import {
  at,
  blocked,
  configuration,
  create,
  memoryWorld,
  others,
  photos,
  remove,
  replace,
  stored,
} from './client-apply-memory.ts'
import { words } from './client-apply-words.ts'

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
    const steps: PlanStep[] = [create('a'), replace('b'), remove('c')]
    const saved: PlanStep[] = JSON.parse(JSON.stringify(steps))
    const outcomes = await world.apply(saved)
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
