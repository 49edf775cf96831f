import {
  BucketInventories,
  InventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryProvider, Plan } from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import type { OpenedBucket } from './opened-bucket.ts'
import { planMigration } from './plan-migration.ts'

const inventory = (id: string) =>
  parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    destination: { bucket: 'reports', format: 'csv' },
  })
const [daily, weekly] = [inventory('daily'), inventory('weekly')]

/** A bucket that has these inventories. */
async function providerOf(
  bucket: string,
  ...configurations: readonly InventoryConfiguration[]
): Promise<InventoryProvider> {
  const provider = createMemoryProvider({ buckets: [bucket] })
  for (const configuration of configurations) await provider.put(bucket, configuration)
  return delegating(provider)
}

function opened(bucket: string, provider: InventoryProvider): OpenedBucket {
  const location = { scheme: 'memory', bucket }
  return { location, inventories: new BucketInventories(provider, bucket) }
}

const actions = ({ steps }: Plan) =>
  steps.map(({ action, id, from }) => `${action} ${id} from ${from}`)

it('leaves out trials that an interruption left over', async () => {
  const trial = { ...inventory('trial-1'), enabled: false }
  const provider = await providerOf('photos', daily, trial, inventory('trial-by-somebody'))
  const from = opened('photos', { ...provider, scratchPrefix: 'trial-' })
  const plan = await planMigration(from, opened('copies', await providerOf('copies')))
  expect(actions(plan)).toStrictEqual([
    'create daily from memory://photos#daily',
    'create trial-by-somebody from memory://photos#trial-by-somebody',
  ])
})

it.each([
  ['another connection', { connection: 'prod' }, false, ['advisory destination.accountId']],
  ['another profile', { profile: 'prod' }, false, ['advisory destination.accountId']],
  ['the same account', {}, false, []],
  ['another connection, where reports go anywhere', { connection: 'prod' }, true, []],
])('says whose the reports stay with %s', async (_, way, crossAccountDestination, said) => {
  const { behaviour } = memoryCapabilities
  const capabilities = {
    ...memoryCapabilities,
    behaviour: { ...behaviour, crossAccountDestination },
  }
  const owned = { ...daily, destination: { ...daily.destination, accountId: '1' } }
  const from = opened('photos', await providerOf('photos', owned))
  const to = opened('copies', { ...(await providerOf('copies')), capabilities })
  const plan = await planMigration(from, { ...to, location: { ...to.location, ...way } })
  expect(plan.steps).toMatchObject([{ action: 'create', desired: owned }])
  const findings = plan.steps.flatMap((step) => ('findings' in step ? step.findings : []))
  expect(findings.map(({ verdict, path }) => `${verdict} ${path}`)).toStrictEqual(said)
})

describe('entries that cannot be read', () => {
  it('are steps of their own where they are at the source', async () => {
    const from = opened('photos', hiding('daily', await providerOf('photos', daily, weekly)))
    const plan = await planMigration(from, opened('copies', await providerOf('copies')))
    expect(plan.steps).toMatchObject([
      {
        action: 'unreadable',
        location: 'memory://copies',
        id: '',
        from: 'memory://photos',
        error: { code: 'protocol', message: 'no inventory document' },
      },
      { action: 'create', id: 'weekly' },
    ])
  })

  it('are not written over at the target, and otherwise left alone', async () => {
    const from = opened('photos', await providerOf('photos', daily, weekly))
    const taken = hiding('daily', await providerOf('copies', daily, inventory('others')))
    expect(actions(await planMigration(from, opened('copies', taken)))).toStrictEqual([
      'unreadable daily from memory://photos#daily',
      'create weekly from memory://photos#weekly',
    ])
    const other = hiding('others', await providerOf('copies', inventory('others')))
    expect(actions(await planMigration(from, opened('copies', other)))).toStrictEqual([
      'create daily from memory://photos#daily',
      'create weekly from memory://photos#weekly',
    ])
  })
})

const broken = new InventoryError('protocol', 'no inventory document')

/** The provider, as if nobody could read one of its inventories. */
function hiding(hidden: string, provider: InventoryProvider): InventoryProvider {
  return {
    ...provider,
    get: async (bucket, id, options) => {
      if (id === hidden) throw broken
      return provider.get(bucket, id, options)
    },
    list: async function* (bucket, options) {
      for await (const native of provider.list(bucket, options)) {
        yield isNamed(native, hidden) ? { error: broken } : native
      }
    },
  }
}

function isNamed(native: unknown, id: string): boolean {
  return typeof native === 'object' && native !== null && Reflect.get(native, 'id') === id
}

/** The same provider as an object of its own. */
function delegating(provider: InventoryProvider): InventoryProvider {
  return {
    name: provider.name,
    scheme: provider.scheme,
    capabilities: provider.capabilities,
    scope: (bucket) => provider.scope(bucket),
    translate: (configuration, scope) => provider.translate(configuration, scope),
    interpret: (native, scope) => provider.interpret(native, scope),
    document: (native) => provider.document(native),
    idOf: (native) => provider.idOf(native),
    put: async (bucket, native, options) => provider.put(bucket, native, options),
    get: async (bucket, id, options) => provider.get(bucket, id, options),
    list: (bucket, options) => provider.list(bucket, options),
    delete: async (bucket, id, options) => provider.delete(bucket, id, options),
  }
}
