import type { OssConfiguration } from '@bucket-inventory/alibaba-oss'
import { isInventoryError } from '@bucket-inventory/core'
import type { Fault, FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { errorOf, old, shown, startOssWorld, wanted } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const refused: OssConfiguration = { ...old, Schedule: { Frequency: 'Hourly' } }

const put = 'PutBucketInventory'
const remove = 'DeleteBucketInventory'

let world: OssWorld
let bucket = ''

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  world.emulator.resetFaults()
})

afterAll(() => world.emulator.close())

async function start(...present: readonly OssConfiguration[]): Promise<void> {
  bucket = await world.newBucket(...present)
}

function inject(fault: Omit<Fault, 'bucket' | 'cloud'>): void {
  world.emulator.inject({ cloud: 'oss', bucket, ...fault })
}

describe('replaces', () => {
  it('after a trial, a last look and a deletion', async () => {
    await start(old)
    const looks: OssConfiguration[] = []
    const replacing = world.provider().put(bucket, wanted, {
      beforeReplace: (previous) => {
        looks.push(previous)
        expect(world.sent(bucket)).toEqual([
          'Put 409',
          'Get 200',
          'Put 200 trial',
          'Delete 204 trial',
          'Get 200',
        ])
      },
    })
    await expect(replacing).resolves.toEqual({ outcome: 'replaced' })
    expect(world.sent(bucket).slice(5)).toEqual(['Delete 204', 'Put 200'])
    expect(looks).toEqual([shown(old)])
    await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
  })

  it.each([
    ['replaces', async () => world.provider().put(bucket, { ...old, IsEnabled: false })],
    ['deletes', async () => world.provider().delete(bucket, old.Id)],
  ])('nothing where somebody else %s it during the trial', async (does, interfere) => {
    await start(old)
    const looks: OssConfiguration[] = []
    let asked = 0
    const credentials = async () => {
      asked += 1
      // The fifth request is the first one after the trial.
      if (asked === 5) await interfere()
      return { accessKeyId: 'test', accessKeySecret: 'test' }
    }
    const replacing = world.provider({ credentials }).put(bucket, wanted, {
      beforeReplace: (previous) => void looks.push(previous),
    })
    expect(await errorOf(replacing)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('by somebody else meanwhile; nothing was replaced'),
    })
    expect(looks).toEqual([])
    const left = (await world.standing(bucket)).map(({ Id, IsEnabled }) => [Id, IsEnabled])
    expect(left).toEqual(does === 'replaces' ? [['daily', false]] : [])
  })

  it('without trying to create first, where that is asked for', async () => {
    await start(old)
    await world.provider().put(bucket, wanted, { mode: 'replace' })
    expect(world.sent(bucket)[0]).toBe('Get 200')
    await start()
    const error = await errorOf(world.provider().put(bucket, wanted, { mode: 'replace' }))
    expect(error.code).toBe('not-found')
    expect(world.sent(bucket)).toEqual(['Get 404'])
  })

  it('nothing by what the service refuses, as the trial shows', async () => {
    await start(old)
    const error = await errorOf(world.provider().put(bucket, refused))
    expect(error.code).toBe('invalid-configuration')
    expect(world.sent(bucket).at(-1)).toBe('Put 400')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing by what the service refuses, as a trial under another id shows', async () => {
    await start(old)
    const error = await errorOf(world.provider().put(bucket, refused, { mode: 'replace' }))
    expect(error.code).toBe('invalid-configuration')
    expect(world.sent(bucket)).toEqual(['Get 200', 'Put 400 trial'])
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing where a limit other than that of the bucket is reached', async () => {
    await start(old)
    inject({
      operation: put,
      after: 1,
      effect: { type: 'error', status: 400, code: 'WeeklyInventoryExceedLimit' },
    })
    expect((await errorOf(world.provider().put(bucket, wanted))).code).toBe('limit-exceeded')
    expect(world.sent(bucket)).toEqual(['Put 409', 'Get 200', 'Put 400 trial'])
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing where the last look fails', async () => {
    await start(old)
    const full = new Error('the disk is full')
    const replacing = world
      .provider()
      .put(bucket, wanted, { beforeReplace: () => Promise.reject(full) })
    await expect(replacing).rejects.toBe(full)
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it.each(['before', 'after'] as const)(
    'where the answer of the last put is lost, %s it was done',
    async (when) => {
      await start(old)
      inject({ operation: put, after: 2, when, effect: { type: 'reset' } })
      await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
      await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
    },
  )

  it.each(['before', 'after'] as const)(
    'where the answer of the deletion is lost, %s it was done',
    async (when) => {
      await start(old)
      inject({ operation: remove, after: 1, when, effect: { type: 'reset' } })
      await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
      await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
    },
  )

  it.each(['before', 'after'] as const)(
    'where the service is busy for a while, %s it did what it was asked',
    async (when) => {
      await start(old)
      const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
      inject({ operation: put, after: 2, times: 3, when, effect })
      await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
      await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
    },
  )

  it('where what was deleted shows for a while', async () => {
    await start(old)
    inject({ operation: remove, after: 1, effect: { type: 'stale', reads: 1 } })
    inject({ operation: put, after: 2, when: 'before', effect: { type: 'reset' } })
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
    await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
  })

  it('leaves no trial behind where its answer is lost', async () => {
    for (const when of ['before', 'after'] as const) {
      await start(old)
      inject({ operation: put, after: 1, when, effect: { type: 'reset' } })
      await world.provider().put(bucket, wanted)
      await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
    }
  })

  it('leaves no trial behind where the service is busy', async () => {
    await start(old)
    const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
    inject({ operation: put, after: 1, when: 'after', effect })
    expect((await errorOf(world.provider().put(bucket, wanted))).code).toBe('throttled')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('says what a trial left behind, where it cannot be deleted', async () => {
    await start(old)
    const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
    inject({ operation: remove, times: 10, effect })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('throttled')
    expect(error.message).toMatch(/nothing was replaced.*"bucket-inventory-trial-[0-9a-f]{32}"/)
    const [kept, trial] = (await world.standing(bucket))
      .toSorted((a, b) => b.Id.length - a.Id.length)
      .toReversed()
    expect(kept).toEqual(shown(old))
    expect(trial?.IsEnabled).toBe(false)
    expect(error.message).toContain(trial?.Id)
  })

  it('tries a change log with everything off', async () => {
    await start(old)
    const log: OssConfiguration = {
      ...old,
      IncrementalInventory: { IsEnabled: true, Schedule: { Frequency: 600 } },
    }
    inject({
      operation: remove,
      times: 10,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    await errorOf(world.provider().put(bucket, log))
    const trial = (await world.standing(bucket)).find(({ Id }) => Id !== 'daily')
    expect(trial?.IsEnabled).toBe(false)
    expect(trial?.IncrementalInventory?.IsEnabled).toBe(false)
  })
})

describe('puts back', () => {
  it('what was there, where the service refuses the new one after all', async () => {
    await start(old)
    inject({
      operation: put,
      after: 2,
      effect: { type: 'error', status: 400, code: 'InvalidArgument' },
    })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('invalid-configuration')
    expect(error.message).toContain('what was there before was put back')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('what was there, where nobody knows whether it was deleted', async () => {
    await start(old)
    inject({ operation: remove, after: 1, times: 3, when: 'after', effect: { type: 'reset' } })
    expect((await errorOf(world.provider().put(bucket, wanted))).code).toBe('unavailable')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing where the deletion is refused', async () => {
    await start(old)
    inject({
      operation: remove,
      after: 1,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    expect((await errorOf(world.provider().put(bucket, wanted))).code).toBe('permission-denied')
    expect(world.sent(bucket).slice(-2)).toEqual(['Delete 403', 'Get 200'])
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('what was there, where a deletion whose answer was lost is refused when it is sent again', async () => {
    await start(old)
    inject({ operation: remove, after: 1, when: 'after', effect: { type: 'reset' } })
    inject({
      operation: remove,
      after: 1,
      effect: { type: 'error', status: 403, code: 'SecurityTokenExpired' },
    })
    expect((await errorOf(world.provider().put(bucket, wanted))).code).toBe('unauthenticated')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing where the new one stands after all, whatever was answered', async () => {
    await start(old)
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    inject({ operation: put, after: 2, times: 20, when: 'after', effect })
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
    await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
  })

  it('nothing where it cannot, and hands out what was there', async () => {
    await start(old)
    inject({
      operation: put,
      after: 2,
      times: 20,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('conflict')
    expect(error.message).toContain('could not be put back')
    expect(error.recovery?.configuration).toEqual(
      world.provider().interpret(shown(old), {}).configuration,
    )
    await expect(world.standing(bucket)).resolves.toEqual([])
  })

  it('nothing over what somebody else created meanwhile, and hands out what was there', async () => {
    await start(old)
    const theirs: OssConfiguration = { ...old, IsEnabled: false }
    const replacing = world.provider().put(bucket, wanted, {
      beforeReplace: async () => {
        // Somebody else is faster, and our deletion finds nothing any more.
        await world.provider().delete(bucket, 'daily')
        await world.provider().put(bucket, theirs)
        inject({
          operation: remove,
          effect: { type: 'error', status: 404, code: 'NoSuchInventory' },
        })
      },
    })
    const error = await errorOf(replacing)
    expect(error.code).toBe('conflict')
    expect(error.recovery?.configuration.id).toBe('daily')
    await expect(world.standing(bucket)).resolves.toEqual([theirs].map(shown))
  })
})

describe('an abort', () => {
  it('in the last look leaves what was there', async () => {
    await start(old)
    const controller = new AbortController()
    const reason = new Error('no longer wanted')
    const replacing = world.provider().put(bucket, wanted, {
      signal: controller.signal,
      beforeReplace: () => {
        controller.abort(reason)
      },
    })
    await expect(replacing).rejects.toBe(reason)
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('between deletion and put waits for the new one', async () => {
    await start(old)
    const controller = new AbortController()
    inject({ operation: remove, after: 1, effect: { type: 'delay', milliseconds: 60 } })
    const replacing = world.provider().put(bucket, wanted, { signal: controller.signal })
    while (world.emulator.requests({ bucket, operation: remove }) < 2) {
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
    controller.abort(new Error('no longer wanted'))
    await expect(replacing).resolves.toEqual({ outcome: 'replaced' })
    await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
  })
})

describe('whatever fails, the old or the new stands or is handed out', () => {
  const effects: Readonly<Record<string, FaultEffect>> = {
    reset: { type: 'reset' },
    busy: { type: 'error', status: 503, code: 'SlowDown' },
    denied: { type: 'error', status: 403, code: 'AccessDenied' },
    'a page': { type: 'body', contentType: 'text/html', text: '<html>x</html>', status: 200 },
    nothing: { type: 'body', contentType: 'text/html', text: '', status: 404 },
  }

  it.each(Object.entries(effects))('%s', async (_name, effect) => {
    for (const operation of [put, 'GetBucketInventory', remove]) {
      for (const when of ['before', 'after'] as const) {
        for (const after of [0, 1, 2]) {
          for (const times of [1, 20]) {
            await start(old)
            inject({ operation, after, times, when, effect })
            const ended = await world
              .provider()
              .put(bucket, wanted)
              .catch((error: unknown) => error)
            const where = `${operation} ${when} it was done, ${times} times after ${after}`
            const stands = (await world.standing(bucket)).find(({ Id }) => Id === 'daily')
            if (isInventoryError(ended)) {
              const kept = stands ?? ended.recovery?.configuration
              expect(kept, where).toBeDefined()
            } else {
              expect(ended, where).toEqual({ outcome: 'replaced' })
              expect(stands, where).toEqual(shown(wanted))
            }
          }
        }
      }
    }
  })
})
