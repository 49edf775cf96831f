import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { Check, InventoryConfiguration } from '@bucket-inventory/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { ChecksWorld, toAdd } from './aws-s3-checks-world.ts'

let scene: ChecksWorld

beforeAll(async () => {
  scene = await ChecksWorld.start()
})

beforeEach(() => scene.begin())

afterAll(() => scene.close())

function retention(changes: Partial<InventoryConfiguration> = {}): Promise<Check> {
  return scene.one('report-retention', scene.configuration(changes))
}

describe('retention', () => {
  test.each<[string, Partial<LifecycleRule>, Check['state'], RegExp]>([
    ['is missed where a rule is not enabled', { Status: 'Disabled' }, 'warning', /stay forever/],
    [
      'is missed where a rule is about others',
      { Filter: { Prefix: 'other/' } },
      'warning',
      /stay forever/,
    ],
    [
      'is missed where a rule is about tags',
      { Filter: { And: { Prefix: 'inventories/', Tags: [{ Key: 'a', Value: 'b' }] } } },
      'warning',
      /stay forever/,
    ],
    [
      'takes others with the bare prefix',
      { Filter: { Prefix: 'inventories/' } },
      'warning',
      /everything else under "inventories\/"/,
    ],
    ['takes everything', { Filter: { Prefix: '' } }, 'warning', /everything else under ""/],
    [
      'is too soon after a day',
      { Expiration: { Days: 1 } },
      'warning',
      /after 1 days, before the next/,
    ],
    [
      'by a date takes new ones at once',
      { Expiration: { Date: new Date('2026-01-01T00:00:00Z') } },
      'warning',
      /at 2026-01-01T00:00:00(?:\.000)?Z, and from then on new ones as soon as/,
    ],
    [
      'archives too soon',
      { Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] },
      'warning',
      /moves reports to GLACIER after 1 days/,
    ],
    [
      'may archive later',
      { Transitions: [{ Days: 10, StorageClass: 'GLACIER' }] },
      'ok',
      /after 30 days/,
    ],
  ])('%s', async (_what, rule, state, evidence) => {
    await scene.expire(rule)
    expect(await retention()).toMatchObject({
      state,
      evidence: expect.stringMatching(evidence),
    })
  })

  test('is put right by the rule that the fix says', async () => {
    await scene.expire({ Status: 'Disabled' })
    const rule: unknown = JSON.parse(toAdd(await retention()))
    expect(rule).toMatchObject({
      ID: `bucket-inventory/${scene.places.source}/daily`,
      Filter: { Prefix: `inventories/${scene.places.source}/daily/` },
    })
    await scene.expire({ ...(typeof rule === 'object' ? rule : {}) })
    expect(await retention()).toMatchObject({ state: 'ok' })
  })

  test('is too soon where a part of a report goes', async () => {
    const data = `inventories/${scene.places.source}/daily/data/`
    await scene.expire({ Filter: { Prefix: data }, Expiration: { Days: 1 } })
    expect((await retention()).evidence).toContain('after 1 days, before the next')
    await scene.expire({ Filter: { Prefix: data } })
    expect((await retention()).evidence).toContain('stay forever')
  })

  test('of a weekly inventory keeps a report for more than a week', async () => {
    await scene.expire({ Expiration: { Days: 7 } })
    const weekly = { schedule: { every: 'week' } } as const
    expect(await retention(weekly)).toMatchObject({ state: 'warning' })
    expect(await retention()).toMatchObject({ state: 'ok' })
  })

  test('of a bucket that keeps versions is for those that are not current too', async () => {
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await scene.world.s3.send(
      new PutBucketVersioningCommand({ Bucket: scene.places.reports, VersioningConfiguration }),
    )
    expect(await retention()).toMatchObject({ state: 'warning' })
    await scene.expire({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } })
    expect(await retention()).toMatchObject({ state: 'ok' })
  })
})
