import {
  BucketInventories,
  isChange,
  parseInventoryConfiguration,
  parseLocation,
} from '@bucket-inventory/core'
import type {
  Capabilities,
  InventoryConfiguration,
  InventoryProvider,
  PathCapability,
  Plan,
  PlanStep,
} from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import type { MemoryProviderOptions } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import { missingInputs } from './missing-inputs.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import { planMigration } from './plan-migration.ts'

const inventory = (id: string, more: object = {}) =>
  parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    destination: { bucket: 'reports', accountId: '1', format: 'csv' },
    ...more,
  })

const daily = inventory('daily')
const weekly = inventory('weekly', { schedule: { every: 'week' } })

function withPaths(paths: Partial<Capabilities['paths']>): Capabilities {
  return { ...memoryCapabilities, paths: { ...memoryCapabilities.paths, ...paths } }
}

const shortIds: PathCapability = {
  support: 'native',
  maximumLength: 8,
  pattern: '[a-z0-9-]{1,8}',
  reference: '',
}

/** A bucket that has these inventories. */
async function bucketOf(
  name: string,
  configurations: readonly InventoryConfiguration[] = [],
  options: MemoryProviderOptions = {},
): Promise<OpenedBucket> {
  const provider = createMemoryProvider({ buckets: [name], ...options })
  for (const configuration of configurations) await provider.put(name, configuration)
  return opened(`memory://${name}`, provider)
}

function opened(place: string, provider: InventoryProvider): OpenedBucket {
  const location = parseLocation(place)
  return { location, inventories: new BucketInventories(provider, location.bucket) }
}

const actions = ({ steps }: Plan) =>
  steps.map(({ action, id, from }) => `${action} ${id} from ${from}`)

/** The findings of a step, as `verdict path: message`. */
function said(step: PlanStep | undefined): string[] {
  if (step === undefined || !('findings' in step)) throw new Error('the step says nothing')
  return step.findings.map(({ verdict, path, message }) => `${verdict} ${path}: ${message}`)
}

describe('planMigration', () => {
  it('copies every inventory in order of ids, and lists nothing else of the target', async () => {
    const from = await bucketOf('photos', [weekly, daily])
    const to = await bucketOf('copies', [inventory('others')])
    const plan = await planMigration(from, to)
    expect(plan).toStrictEqual({
      loss: 'refuse',
      steps: [
        {
          action: 'create',
          location: 'memory://copies',
          provider: 'memory',
          id: 'daily',
          from: 'memory://photos#daily',
          desired: daily,
          findings: [],
        },
        expect.objectContaining({ action: 'create', id: 'weekly', from: 'memory://photos#weekly' }),
      ],
    })
    expect(missingInputs(plan)).toStrictEqual([])
  })

  it('changes nothing, and can be repeated once it is carried out', async () => {
    const from = await bucketOf('photos', [daily, weekly])
    const to = await bucketOf('copies')
    const plan = await planMigration(from, to)
    expect(await planMigration(from, to)).toStrictEqual(plan)
    for (const step of plan.steps) {
      if (step.action === 'create') await to.inventories.put(step.desired)
    }
    const again = await planMigration(from, to)
    expect(actions(again)).toStrictEqual([
      'unchanged daily from memory://photos#daily',
      'unchanged weekly from memory://photos#weekly',
    ])
    expect(again.steps.some(isChange)).toBe(false)
  })

  it('creates what runs once and deletes itself like any other', async () => {
    const once = inventory('once', { schedule: { every: 'once', deleteAfterRun: true } })
    const plan = await planMigration(await bucketOf('photos', [once]), await bucketOf('copies'))
    expect(actions(plan)).toStrictEqual(['create once from memory://photos#once'])
  })

  it('rejects with whatever keeps one of the buckets from being read', async () => {
    const [there, gone] = [await bucketOf('photos'), opened('memory://x', createMemoryProvider())]
    for (const [from, to] of [
      [there, gone],
      [gone, there],
    ] as const) {
      await expect(planMigration(from, to)).rejects.toMatchObject({ code: 'not-found' })
    }
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(planMigration(there, there, { signal })).rejects.toThrow('enough')
  })
})

describe('what the target has under the id already', () => {
  it('blocks where it is another one, and says in what', async () => {
    const from = await bucketOf('photos', [daily])
    const to = await bucketOf('copies', [inventory('daily', { enabled: false, fields: ['etag'] })])
    const { steps } = await planMigration(from, to)
    expect(steps).toMatchObject([
      {
        action: 'blocked',
        id: 'daily',
        desired: daily,
        findings: [
          {
            verdict: 'needs-input',
            path: 'id',
            example: 'daily-2',
            message:
              'memory://copies has another inventory "daily", which differs in enabled, fields; it stays, unless "replace" is given',
          },
        ],
      },
    ])
    const inputs = { inventories: { daily: { id: 'daily-2' } } }
    expect(actions(await planMigration(from, to, { inputs }))).toStrictEqual([
      'create daily-2 from memory://photos#daily',
    ])
  })

  it.each([
    ['create-only', true],
    ['upsert', false],
  ] as const)('is replaced where that is allowed (%s)', async (write, startsNewRun) => {
    const behaviour = { ...memoryCapabilities.behaviour, write }
    const from = await bucketOf('photos', [daily])
    const to = await bucketOf('copies', [inventory('daily', { enabled: false })], {
      capabilities: { ...memoryCapabilities, behaviour },
    })
    const { steps } = await planMigration(from, to, { replace: true })
    expect(steps).toMatchObject([
      {
        action: 'replace',
        from: 'memory://photos#daily',
        differences: [{ path: 'enabled', desired: true, actual: false }],
        startsNewRun,
      },
    ])
  })

  it('is known to be another one before everything is said', async () => {
    const from = await bucketOf('photos', [daily, weekly], { region: 'a' })
    const there = inventory('daily', {
      enabled: false,
      destination: { bucket: 'b', format: 'csv' },
    })
    const same = { ...weekly, destination: { ...weekly.destination, bucket: 'b' } }
    const to = await bucketOf('copies', [there, same], { region: 'b' })
    const { steps } = await planMigration(from, to)
    expect(said(steps[0])).toStrictEqual([
      'needs-input id: memory://copies has another inventory "daily", which differs in enabled, destination.accountId; it stays, unless "replace" is given',
      expect.stringContaining('needs-input destination.bucket'),
    ])
    // This one is perhaps what an earlier migration copied.
    expect(said(steps[1])).toStrictEqual([
      expect.stringContaining('needs-input destination.bucket'),
    ])
  })

  it('is said together with what would be lost', async () => {
    const filtered = inventory('daily', { filter: { size: { min: 1 } } })
    const from = await bucketOf('photos', [filtered])
    const to = await bucketOf('copies', [inventory('daily', { enabled: false })], {
      capabilities: withPaths({ 'filter.size.min': { support: 'emulated', reference: '' } }),
    })
    expect(said((await planMigration(from, to)).steps[0])).toStrictEqual([
      'needs-input id: memory://copies has another inventory "daily", which differs in enabled, fields; it stays, unless "replace" is given',
      expect.stringContaining('emulated filter.size.min'),
      expect.stringContaining('coerced fields'),
    ])
  })
})

describe('what would be lost', () => {
  it('blocks unless it is allowed, emulated filters too', async () => {
    const from = await bucketOf('photos', [inventory('daily', { filter: { size: { min: 1 } } })])
    for (const support of ['emulated', 'unsupported'] as const) {
      const to = await bucketOf('copies', [], {
        capabilities: withPaths({ 'filter.size.min': { support, reference: '' } }),
      })
      const refused = await planMigration(from, to)
      expect(actions(refused)).toStrictEqual(['blocked daily from memory://photos#daily'])
      expect(missingInputs(refused)).toMatchObject([
        { inventory: 'daily', values: [], losses: [{ path: 'filter.size.min' }] },
      ])
      const allowed = await planMigration(from, to, { loss: ['filter.size'] })
      expect(actions(allowed)).toStrictEqual(['create daily from memory://photos#daily'])
      expect(allowed.loss).toStrictEqual(['filter.size'])
      expect(missingInputs(allowed)).toStrictEqual([])
    }
  })
})

describe('between two regions', () => {
  it('asks for the bucket, which buckets, an inventory and defaults can say', async () => {
    const from = await bucketOf('photos', [daily, weekly], { region: 'a' })
    const to = await bucketOf('copies', [], { region: 'b' })
    expect(missingInputs(await planMigration(from, to))).toMatchObject([
      { inventory: 'daily', values: [{ path: 'destination.bucket', example: 'reports' }] },
      { inventory: 'weekly', values: [{ path: 'destination.bucket' }] },
    ])
    const { steps } = await planMigration(from, to, {
      inputs: {
        buckets: { reports: 'reports-b' },
        inventories: { weekly: { 'destination.bucket': 'weekly-b' } },
      },
    })
    expect(steps).toMatchObject([
      { action: 'create', desired: { destination: { bucket: 'reports-b', accountId: '1' } } },
      { action: 'create', desired: { destination: { bucket: 'weekly-b', accountId: '1' } } },
    ])
  })

  it('asks for nothing where one of them is not known', async () => {
    const from = await bucketOf('photos', [daily], { region: 'a' })
    expect(actions(await planMigration(from, await bucketOf('copies')))).toStrictEqual([
      'create daily from memory://photos#daily',
    ])
  })
})

describe('ids', () => {
  const from = () => bucketOf('photos', [inventory('daily report'), inventory('daily reports')])
  const options = { capabilities: withPaths({ id: shortIds }) }

  it('that the target cannot have wait for another, with one that is free', async () => {
    const to = await bucketOf('copies', [inventory('others')], options)
    const plan = await planMigration(await from(), to)
    expect(missingInputs(plan)).toMatchObject([
      { inventory: 'daily report', values: [{ path: 'id', example: 'daily-re' }] },
      { inventory: 'daily reports', values: [{ path: 'id', example: 'daily--2' }] },
    ])
    const inputs = {
      inventories: Object.fromEntries(
        missingInputs(plan).map(({ inventory, values }) => [inventory, { id: values[0]?.example }]),
      ),
    }
    expect(actions(await planMigration(await from(), to, { inputs }))).toStrictEqual([
      'create daily--2 from memory://photos#daily reports',
      'create daily-re from memory://photos#daily report',
    ])
  })

  it('that are given and do not fit wait for another too', async () => {
    const to = await bucketOf('copies', [], options)
    const inputs = { inventories: { 'daily report': { id: 'Daily' } } }
    const [missing] = missingInputs(await planMigration(await from(), to, { inputs }))
    expect(missing).toMatchObject({
      inventory: 'daily report',
      id: 'Daily',
      values: [{ path: 'id', example: 'aily' }],
    })
  })
})
