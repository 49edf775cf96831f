import { InventoryError, isInventoryError, parseDeclaration } from '@bucket-inventory/core'
import type {
  Declaration,
  InventoryConfiguration,
  Plan,
  PlanStep,
  Problem,
} from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryProvider, MemoryProviderOptions } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'
import type { PlanOptions } from './plan-options.ts'

const daily: InventoryConfiguration = {
  id: 'bi-daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size'],
  destination: { bucket: 'reports', format: 'csv' },
}
const { destination } = daily

const memory = (buckets: readonly string[], options: MemoryProviderOptions = {}) =>
  createMemoryProvider({ buckets, ...options })

function declare(locations: readonly string[], more: object = {}): Declaration {
  const { destination: _destination, ...configuration } = daily
  const at = locations.map((location) => ({ location, destination }))
  const inventories = [{ configuration, at }]
  return parseDeclaration({ apiVersion: 'bucket-inventory/v1', inventories, ...more })
}

const plan = async (provider: MemoryProvider, declaration: Declaration, options?: PlanOptions) =>
  createInventoryClient({ providers: [provider] }).plan(declaration, options)

const lines = ({ steps }: Plan) => steps.map(lineOf)
const lineOf = ({ action, location, id }: PlanStep) => `${action} ${location}#${id}`

async function problemsOf(planning: Promise<unknown>): Promise<readonly Problem[]> {
  const error: unknown = await planning.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isInventoryError(error, 'invalid-configuration')) throw new Error(`it gave ${String(error)}`)
  return error.problems
}

it('looks at every bucket once, changes nothing, and keeps the order of the declaration', async () => {
  const provider = memory(['b', 'a', 'c'])
  await provider.put('a', daily)
  await provider.put('c', { ...daily, enabled: false })
  await provider.put('c', { ...daily, id: 'theirs' })
  const before = provider.requests
  const declaration = declare(['memory://b', 'memory://a', 'memory://c'])
  const planned = await plan(provider, declaration, { loss: ['lossy'] })
  expect(lines(planned)).toStrictEqual([
    'create memory://b#bi-daily',
    'unchanged memory://a#bi-daily',
    'replace memory://c#bi-daily',
    'foreign memory://c#theirs',
  ])
  expect(planned.loss).toStrictEqual(['lossy'])
  expect(provider.requests - before).toBe(3)
})

it('is data: it survives JSON', async () => {
  const provider = memory(['a'])
  await provider.put('a', { ...daily, enabled: false })
  const planned = await plan(provider, declare(['memory://a']))
  expect(JSON.parse(JSON.stringify(planned))).toStrictEqual(planned)
})

it('prunes only what the declaration manages, also where it declares nothing any more', async () => {
  const provider = memory(['a', 'old'])
  for (const bucket of ['a', 'old']) {
    for (const id of ['bi-old', 'theirs']) await provider.put(bucket, { ...daily, id })
  }
  const manage = { ids: 'bi-*', at: ['memory://old'] }
  const declaration = declare(['memory://a'], { manage })
  expect(lines(await plan(provider, declaration, { prune: true }))).toStrictEqual([
    'create memory://a#bi-daily',
    'delete memory://a#bi-old',
    'foreign memory://a#theirs',
    'delete memory://old#bi-old',
    'foreign memory://old#theirs',
  ])
  expect(lines(await plan(provider, declaration))).not.toContain('delete memory://a#bi-old')
})

it('does not prune what is declared for the same bucket in other words', async () => {
  const provider = memory(['a'])
  for (const id of ['bi-daily', 'bi-weekly', 'bi-old']) await provider.put('a', { ...daily, id })
  // Two spellings of one server, which nobody but the server can tell from two.
  const reaching = Object.assign(provider, { with: () => provider })
  const [one, other] = ['https://x', 'https://x/'].map((endpoint) => ({
    provider: 'memory',
    endpoint,
  }))
  const { inventories } = declare(['memory://a'])
  const declaration = parseDeclaration({
    apiVersion: 'bucket-inventory/v1',
    connections: { one, other },
    manage: { ids: 'bi-*' },
    inventories: inventories.flatMap(({ configuration }) => [
      { configuration, at: [{ location: 'memory://one@a', destination }] },
      {
        configuration: { ...configuration, id: 'bi-weekly' },
        at: [{ location: 'memory://other@a', destination }],
      },
    ]),
  })
  const client = createInventoryClient({ providers: [reaching] })
  expect(lines(await client.plan(declaration, { prune: true }))).toStrictEqual([
    'unchanged memory://one@a#bi-daily',
    'delete memory://one@a#bi-old',
    'foreign memory://one@a#bi-weekly',
    'foreign memory://other@a#bi-daily',
    'delete memory://other@a#bi-old',
    'unchanged memory://other@a#bi-weekly',
  ])
})

it.each([Number.NaN, 0, -1, 1.5])('refuses %d buckets at a time', async (concurrency) => {
  const planning = plan(memory(['a']), declare(['memory://a']), { concurrency })
  await expect(planning).rejects.toThrow('the concurrency is a whole number from 1')
})

it('goes on past a bucket that cannot be looked at', async () => {
  const provider = memory(['a'])
  const planned = await plan(provider, declare(['memory://missing', 'memory://a']))
  expect(planned.steps).toMatchObject([
    { action: 'unreadable', id: 'bi-daily', error: { code: 'not-found' } },
    { action: 'create', location: 'memory://a' },
  ])
})

it('looks at no more buckets at a time than it is told', async () => {
  let running = 0
  let most = 0
  const beforeRequest = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
  }
  const buckets = Array.from({ length: 20 }, (_, index) => `b${index}`)
  const declaration = declare(buckets.map((bucket) => `memory://${bucket}`))
  await plan(memory(buckets, { beforeRequest }), declaration, { concurrency: 3 })
  expect(most).toBe(3)
})

it("rejects with an abort's own reason", async () => {
  const reason = new Error('enough')
  const planning = plan(memory(['a']), declare(['memory://a']), {
    signal: AbortSignal.abort(reason),
  })
  await expect(planning).rejects.toBe(reason)
})

it('is aborted also with a reason that could be taken for a failure of the bucket', async () => {
  const controller = new AbortController()
  const reason = new InventoryError('unavailable', 'enough')
  const beforeRequest = () => {
    controller.abort(reason)
  }
  const planning = plan(memory(['a'], { beforeRequest }), declare(['memory://a']), {
    signal: controller.signal,
  })
  await expect(planning).rejects.toBe(reason)
})

describe('connections', () => {
  it('are those of the declaration, over those that the client has under their names', async () => {
    const own = memory(['a'])
    await own.put('a', daily)
    const client = createInventoryClient({ providers: [memory(['a'])], connections: { own } })
    const connections = { own: { provider: 'memory' }, other: { provider: 'memory' } }
    const declaration = declare(['memory://own@a', 'memory://other@a'], { connections })
    // One bucket, as neither has an endpoint or a region of its own.
    expect(await problemsOf(client.plan(declaration))).toStrictEqual([
      {
        path: 'inventories[0].at[1]',
        message: expect.stringContaining('is the same bucket as memory://own@a'),
      },
      expect.objectContaining({ path: 'inventories[0].at[1]' }),
    ])
    const planned = await client.plan(declare(['memory://own@a'], { connections }))
    expect(lines(planned)).toStrictEqual(['unchanged memory://own@a#bi-daily'])
    expect(planned.connections).toStrictEqual(connections)
  })

  it('that cannot be are all named, with where they stand', async () => {
    const connections = {
      a: { provider: 'memry' },
      b: { provider: 'memory', region: 'r' },
    }
    expect(
      await problemsOf(plan(memory([]), declare(['memory://x'], { connections }))),
    ).toMatchObject([
      {
        path: 'connections.a.provider',
        message: 'no provider is named "memry"; did you mean "memory"?',
      },
      { path: 'connections.b.provider', message: expect.stringContaining('takes no region') },
    ])
  })

  it('of another service than their place says are named, with where', async () => {
    const connections = { a: { provider: 'memory' } }
    const declaration = declare(['s3://a@photos', 'gs://photos'], { connections })
    expect(await problemsOf(plan(memory([]), declaration))).toMatchObject([
      { path: 'inventories[0].at[0]', message: expect.stringContaining('write memory://a@photos') },
      { path: 'inventories[0].at[1]', message: expect.stringContaining('no provider has') },
    ])
  })
})
