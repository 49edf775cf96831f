import type { StepOutcome } from '@bucket-inventory/core'
import type { FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { words } from './client-apply-words.ts'
import { startApplyWorld } from './client-apply-world.ts'
import type { ApplyWorld, Operation } from './client-apply-world.ts'

let world: ApplyWorld
beforeAll(async () => {
  world = await startApplyWorld()
})
afterEach(() => {
  world.emulator.resetFaults()
})
afterAll(() => world.close())

/** So many requests of an operation have come in. */
async function come(location: string, operation: string, count: number): Promise<void> {
  await world.emulator.waitForRequests(count, {
    bucket: location.slice('oss://'.length),
    operation,
  })
}

describe('an abort of a replacement on OSS', () => {
  it('between deletion and put waits for what becomes of it', async () => {
    const { oss } = world.clouds
    const location = await oss.newBucket('bi-a', 'bi-b')
    const plan = await oss.plan(location, 'bi-a', 'bi-b')
    // The first one is that of the trial.
    oss.inject({ on: 'Delete', after: 1, effect: { type: 'delay', milliseconds: 60 } })
    const controller = new AbortController()
    const applying = world.client.apply(plan, { signal: controller.signal, concurrency: 1 })
    await come(location, 'DeleteBucketInventory', 2)
    controller.abort()
    expect((await applying).map(words)).toStrictEqual(['bi-a replaced', 'bi-b skipped: aborted'])
    expect(await oss.standing(location)).toStrictEqual(['bi-a week', 'bi-b day'])
  })

  it('during its trial changes nothing, and leaves no trial behind', async () => {
    const { oss } = world.clouds
    const location = await oss.newBucket('bi-a')
    const plan = await oss.plan(location, 'bi-a')
    oss.inject({ on: 'Put', effect: { type: 'delay', milliseconds: 60 } })
    const controller = new AbortController()
    const applying = world.client.apply(plan, { signal: controller.signal })
    await come(location, 'PutBucketInventory', 1)
    controller.abort()
    expect((await applying).map(words)).toStrictEqual(['bi-a skipped: aborted'])
    expect(await oss.standing(location)).toStrictEqual(['bi-a day'])
  })
})

it('a replacement that was cut off on S3 is not taken for undone: the next plan looks', async () => {
  const { s3 } = world.clouds
  const location = await s3.newBucket('bi-a')
  const plan = await s3.plan(location, 'bi-a')
  s3.inject({ on: 'Put', when: 'after', effect: { type: 'hang' } })
  const controller = new AbortController()
  const applying = world.client.apply(plan, { signal: controller.signal })
  await world.emulator.waitForHeld(1)
  controller.abort()
  expect((await applying).map(words)).toStrictEqual(['bi-a skipped: aborted'])
  expect((await s3.plan(location, 'bi-a')).steps.map(({ action }) => action)).toStrictEqual([
    'unchanged',
  ])
  expect((await world.client.apply(plan)).map(words)).toStrictEqual(['bi-a unchanged'])
})

describe('a replacement that the service refuses after all', () => {
  const refused = { type: 'error', status: 403, code: 'AccessDenied' } as const

  it('leaves the old one', async () => {
    const { oss } = world.clouds
    const location = await oss.newBucket('bi-a', 'bi-c')
    const plan = await oss.plan(location, 'bi-a')
    oss.inject({ on: 'Put', after: 1, effect: refused })
    const outcomes = await world.client.apply(plan)
    expect(outcomes.map(words)).toStrictEqual([
      'bi-a failed: permission-denied',
      'bi-c skipped: write-failed',
    ])
    expect(await oss.standing(location)).toStrictEqual(['bi-a day', 'bi-c day'])
  })

  it('hands out the old one where it cannot be put back', async () => {
    const { oss } = world.clouds
    const location = await oss.newBucket('bi-a')
    const plan = await oss.plan(location, 'bi-a')
    oss.inject({ on: 'Put', after: 1, times: 100, effect: refused })
    const [outcome] = await world.client.apply(plan)
    expect(outcome).toMatchObject({
      outcome: 'failed',
      error: {
        code: 'conflict',
        recovery: { configuration: { id: 'bi-a', schedule: { every: 'day' } } },
      },
    })
    expect(await oss.standing(location)).toStrictEqual([])
  })
})

describe.each(['s3', 'oss'] as const)('on %s', (name) => {
  const effects: Readonly<Record<string, FaultEffect>> = {
    reset: { type: 'reset' },
    busy: { type: 'error', status: 503, code: 'ServiceUnavailable' },
    denied: { type: 'error', status: 403, code: 'AccessDenied' },
  }
  const operations: readonly Operation[] = ['Get', 'Put', 'Delete']

  /** What the outcome says of an inventory that was daily and should be weekly. */
  function saysSo(
    outcome: StepOutcome | undefined,
    standing: readonly string[],
    where: string,
  ): void {
    if (outcome?.outcome === 'done') expect(standing, where).toStrictEqual(['bi-a week'])
    else if (outcome?.outcome !== 'failed') expect.unreachable(where)
    else if (standing.length === 0) expect(outcome.error.recovery, where).toBeDefined()
    else expect(standing, where).toHaveLength(1)
  }

  it.each(Object.entries(effects))(
    'an outcome is true wherever a replacement meets: %s',
    async (_, effect) => {
      const cloud = world.clouds[name]
      const outcomes: string[] = []
      for (const on of operations) {
        for (const when of ['before', 'after'] as const) {
          for (const after of [0, 1, 2]) {
            const location = await cloud.newBucket('bi-a')
            const plan = await cloud.plan(location, 'bi-a')
            cloud.inject({ on, when, after, effect })
            const [outcome] = await world.client.apply(plan)
            const where = `${on} ${when} it was done, after ${after}`
            // A trial whose answer lied may be left over; the next one takes it away.
            const standing = (await cloud.standing(location)).filter((of) => of.startsWith('bi-'))
            saysSo(outcome, standing, where)
            outcomes.push(outcome === undefined ? '' : words(outcome))
          }
        }
      }
      expect(outcomes).toContain('bi-a replaced')
    },
  )

  it.each([
    ['creation', 'created'],
    ['replacement', 'replaced'],
  ])(
    'a %s says what the service took and does not show, and is content with it the next time',
    async (kind, result) => {
      const cloud = world.clouds[name]
      world.emulator.setSwitches({ ossRegionFilters: 'ignore' })
      const location = await (kind === 'creation' ? cloud.newBucket() : cloud.newBucket('bi-a'))
      const plan = await cloud.planOfSome(location, ['emulated'], 'bi-a')
      const [outcome] = await world.client.apply(plan)
      expect(outcome).toMatchObject({
        outcome: 'done',
        result,
        findings: name === 's3' ? [] : [{ verdict: 'advisory', path: 'filter.size.min' }],
      })
      expect((await world.client.apply(plan, { recheck: true })).map(words)).toStrictEqual([
        'bi-a unchanged',
      ])
      const again = await cloud.planOfSome(location, ['emulated'], 'bi-a')
      expect(again.steps.map(({ action }) => action)).toStrictEqual(['unchanged'])
      world.emulator.setSwitches({ ossRegionFilters: 'honour' })
    },
  )
})

it('refuses an emulated filter that nobody allowed, before anything is sent', async () => {
  const { s3 } = world.clouds
  const location = await s3.newBucket()
  const plan = await s3.planOfSome(location, ['emulated'], 'bi-a')
  const [outcome] = await world.client.apply({ ...plan, loss: 'refuse' })
  expect(outcome).toMatchObject({
    outcome: 'failed',
    error: { code: 'untranslatable', findings: [{ verdict: 'emulated', path: 'filter.size' }] },
  })
  expect(s3.sent(location)).toStrictEqual([])
})
