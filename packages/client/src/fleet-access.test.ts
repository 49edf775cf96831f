import { InventoryError, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { AccessDocument, DeliveryAccess, InventoryConfiguration } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryProviderOptions } from '@bucket-inventory/memory'
import { expect, it } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'
import { fleetAccess } from './fleet-access.ts'

const daily = (id: string): InventoryConfiguration =>
  parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    destination: { bucket: 'reports', format: 'csv' },
  })

/** Documents that say what they were asked for. */
const access: DeliveryAccess = {
  documents: (subjects, options = {}): AccessDocument[] => {
    if (subjects.some(({ configuration: { id } }) => id === 'wrong')) {
      throw new InventoryError('invalid-input', 'it cannot be said')
    }
    const content = {
      ...options,
      for: subjects.map(({ bucket, configuration: { id } }) => `${bucket}#${id}`),
    }
    const purpose = 'lets the service write'
    return [
      {
        provider: 'memory',
        kind: 'bucket-policy',
        subject: 'reports',
        purpose,
        content,
        assumptions: [],
        reference: 'https://example.com',
      },
    ]
  },
  render: () => '',
  checks: () => ({ check: async () => [] }),
  changes: async () => [],
  apply: async () => undefined,
}
const ownedBy = (accountId: string | undefined): DeliveryAccess => ({
  ...access,
  accountId: async () => accountId,
})

async function worldOf(accounts: Readonly<Record<string, MemoryProviderOptions>>) {
  const connections = Object.fromEntries(
    Object.entries(accounts).map(([name, options]) => [
      name,
      createMemoryProvider({ buckets: ['photos', 'videos'], ...options }),
    ]),
  )
  for (const provider of Object.values(connections)) {
    for (const id of ['a', 'b']) await provider.put('photos', daily(id))
  }
  const client = createInventoryClient({ providers: [createMemoryProvider()], connections })
  return { client, connections }
}

it('says what each connection needs for what is meant, as declared or as it stands', async () => {
  const { client, connections } = await worldOf({
    one: { access },
    other: { access: ownedBy('42') },
  })
  const [videos, ...places] = await client.fleet([
    'memory://one@videos',
    'memory://other@photos#b',
    'memory://one@photos',
  ])
  if (videos === undefined) throw new Error('the fleet has no bucket')
  const fleet = [{ ...videos, declared: [daily('new')], ids: ['new'] }, ...places]
  const found = await fleetAccess(fleet, { access: { retainDays: 30 } })
  expect(found).toMatchObject([
    {
      location: { bucket: 'videos' },
      documents: [{ content: { retainDays: 30, for: ['videos#new', 'photos#a', 'photos#b'] } }],
      unreadable: [],
    },
    {
      location: { connection: 'other', bucket: 'photos' },
      documents: [{ content: { accountId: '42', for: ['photos#b'] } }],
    },
  ])
  expect(found[0]?.provider).toBe(connections['one'])
  expect(found[0]?.access).toBe(access)
  expect(found[0]?.documents[0]?.content).not.toHaveProperty('accountId')
})

it('takes connections to one region of one account for one', async () => {
  const { client } = await worldOf({
    one: { access: ownedBy('42'), region: 'r' },
    same: { access: ownedBy('42'), region: 'r' },
    region: { access: ownedBy('42'), region: 's' },
    account: { access: ownedBy('43'), region: 'r' },
    unknown: { access: ownedBy(undefined), region: 'r' },
  })
  const names = ['one', 'same', 'region', 'account', 'unknown']
  const fleet = await client.fleet(names.map((name) => `memory://${name}@photos#a`))
  const documents = async (accountId?: string) => {
    const found = await fleetAccess(fleet, accountId === undefined ? {} : { access: { accountId } })
    return found.flatMap((one) => one.documents.map(({ content }) => content['for']))
  }
  const [single, both] = [['photos#a'], ['photos#a', 'photos#a']]
  expect(await documents()).toStrictEqual([both, single, single, single])
  expect(await documents('44')).toStrictEqual([[...both, ...both], single])
})

it('reports what nobody can say, and goes on', async () => {
  const { client } = await worldOf({
    none: {},
    wrong: { access },
    refused: {
      access: {
        ...access,
        accountId: async () => {
          throw new InventoryError('permission-denied', 'no')
        },
      },
    },
  })
  await client.put('memory://wrong@photos', daily('wrong'))
  const found = await fleetAccess(
    await client.fleet([
      'memory://none@photos',
      'memory://wrong@photos',
      'memory://refused@photos#a',
      'memory://refused@photos#gone',
      'memory://refused@missing#a',
      'memory://refused@nowhere',
    ]),
  )
  expect(found).toMatchObject([
    { documents: [], error: { code: 'unsupported' } },
    { documents: [], error: { code: 'invalid-input' }, access },
    {
      documents: [{ content: { for: ['photos#a'] } }],
      unreadable: [
        { id: 'gone', location: { bucket: 'photos' }, error: { code: 'not-found' } },
        { id: 'a', location: { bucket: 'missing' }, error: { code: 'not-found' } },
        { id: '', location: { bucket: 'nowhere' }, error: { code: 'not-found' } },
      ],
    },
  ])
  expect(found[0]).not.toHaveProperty('access')
  expect(found[2]).not.toHaveProperty('error')
})

it('needs nothing where nothing is meant', async () => {
  const { client } = await worldOf({ one: { access } })
  expect(await fleetAccess([])).toStrictEqual([])
  const [empty] = await fleetAccess(await client.fleet('memory://one@videos'))
  expect(empty).toMatchObject({ documents: [], unreadable: [], access })
})

it('rejects with the reason of an abort', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const { client } = await worldOf({
    one: {
      access: {
        ...access,
        accountId: async () => {
          controller.abort(reason)
          throw new InventoryError('unavailable', 'the answer was lost')
        },
      },
    },
  })
  const asking = fleetAccess(await client.fleet('memory://one@photos'), {
    signal: controller.signal,
  })
  await expect(asking).rejects.toBe(reason)
})
