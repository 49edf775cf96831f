import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient, lookAtFleetBucket, overFleet } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { parseDeclaration } from '@bucket-inventory/core'
import type { Declaration, Plan, StepOutcome } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { propertyRuns } from '../property-runs.ts'

const few = 45
/** A thousand in the gate. */
const many = propertyRuns >= 1000 ? 1000 : 90

const aws = ['111111111111', '222222222222'] as const
const alibaba = '3333333333333333'
const account = (id: string) => ({ id, accessKeyId: `key-${id}`, secretAccessKey: 'secret' })

let emulator: Emulator
let client: InventoryClient

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
      ...[...aws, alibaba].map(account),
    ],
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  client = createInventoryClient({
    providers: [
      createS3Provider({ maxAttempts: 1 }),
      createOssProvider({
        endpoint: emulator.oss,
        stsEndpoint: emulator.oss,
        region: 'cn-hangzhou',
        accessKeyId: 'test',
        accessKeySecret: 'test',
        retry: { attempts: 1 },
      }),
    ],
  })
})

const nameOf = (index: number) => `logs-${String(index).padStart(4, '0')}`
const isOnOss = (index: number) => index % 3 === 2

/** So many buckets, in three accounts and three regions. */
async function makeBuckets(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const name = nameOf(index)
    await (isOnOss(index)
      ? emulator.createBucket({ cloud: 'oss', name, account: alibaba, region: 'cn-hangzhou' })
      : emulator.createBucket({
          cloud: 's3',
          name,
          account: aws[index % 3 === 0 ? 0 : 1],
          region: index % 2 === 0 ? 'eu-west-1' : 'us-west-2',
          tags: { stage: 'prod' },
        }))
  }
}

afterEach(async () => {
  await emulator.close()
  vi.unstubAllEnvs()
})

const declaration: Declaration = parseDeclaration({
  apiVersion: 'bucket-inventory/v1',
  connections: {
    'aws-a': { provider: 'aws-s3', roles: [`arn:aws:iam::${aws[0]}:role/inventory`] },
    'aws-b': { provider: 'aws-s3', roles: [`arn:aws:iam::${aws[1]}:role/inventory`] },
    cn: { provider: 'alibaba-oss', roles: [`acs:ram::${alibaba}:role/inventory`] },
  },
  manage: { ids: 'bi-*' },
  inventories: [
    {
      configuration: { id: 'bi-${bucket}', schedule: { every: 'day' }, fields: ['size'] },
      at: [
        {
          select: { connection: 'aws-*', name: 'logs-*', tags: { stage: 'prod' } },
          destination: {
            bucket: 'reports-${region}',
            prefix: '${connection}',
            accountId: aws[0],
            format: 'csv',
          },
        },
        {
          select: { connection: 'cn', name: 'logs-*' },
          destination: {
            bucket: 'reports',
            accountId: alibaba,
            roleArn: `acs:ram::${alibaba}:role/oss`,
            format: 'csv',
          },
        },
      ],
    },
  ],
})

const slowDown = { type: 'error', status: 503, code: 'SlowDown' } as const

const faulty = {
  s3: ['GetBucketTagging', 'ListBucketInventoryConfigurations', 'GetBucketInventoryConfiguration'],
  oss: ['ListBucketInventory', 'PutBucketInventory', 'GetBucketInventory'],
} as const

/** As many requests as the accounts may send, and however slow this machine is, every so many-th is one too many. */
function throttle(every: number): void {
  emulator.setThrottling({ perSecond: 1000, burst: 20 })
  for (const cloud of ['s3', 'oss'] as const) {
    for (const operation of faulty[cloud]) {
      emulator.inject({ cloud, operation, every, times: Infinity, effect: slowDown })
    }
  }
}

/** Put requests that were served: S3 would replace what is there, OSS refuses to. */
const putsOnS3 = () =>
  emulator.requests({ operation: 'PutBucketInventoryConfiguration', throttled: false })

/** The plan of one more round, in which every bucket has one step. */
async function planned(count: number): Promise<Plan> {
  const plan = await client.plan(declaration)
  expect(plan.steps).toHaveLength(count)
  expect(new Set(plan.steps.map(({ location }) => location)).size).toBe(count)
  return plan
}

/** Plans and applies until nothing is left to do, as somebody would who calls it again. */
async function finish(count: number, done: ReadonlySet<string> = new Set()): Promise<void> {
  for (let round = 1; round <= 10; round += 1) {
    const plan = await planned(count)
    const again = plan.steps.filter(({ location }) => done.has(location))
    // What stays throttled is said to be unreadable.
    expect(again.map(({ action }) => action)).not.toContain('create')
    if (plan.steps.every(({ action }) => action === 'unchanged')) return
    expectAccounted(plan, await client.apply(plan))
  }
  throw new Error('it does not come to an end')
}

async function expectFinished(count: number): Promise<void> {
  emulator.setThrottling(undefined)
  emulator.resetFaults()
  const found: string[] = []
  for await (const outcome of overFleet(await client.fleet(declaration), lookAtFleetBucket)) {
    if ('error' in outcome) throw outcome.error
    found.push(...outcome.result.stored.keys())
  }
  const wanted = Array.from({ length: count }, (_, index) => `bi-${nameOf(index)}`)
  expect(found.toSorted()).toStrictEqual(wanted)
}

function expectAccounted(plan: Plan, outcomes: readonly StepOutcome[]): void {
  expect(outcomes.map(({ step }) => step)).toStrictEqual(plan.steps)
  for (const outcome of outcomes) {
    if (outcome.outcome === 'failed') expect(outcome.error.code).toBe('throttled')
  }
}

it('plans and applies where every account throttles, and puts nothing twice', async () => {
  await makeBuckets(few)
  throttle(10)
  await finish(few)
  expect(putsOnS3()).toBe((few / 3) * 2)
  await expectFinished(few)
}, 120_000)

it(`goes on with ${many} throttled buckets after an abort in the middle`, async () => {
  await makeBuckets(many)
  throttle(50)
  const plan = await planned(many)
  const controller = new AbortController()
  let finished = 0
  const outcomes = await client.apply(plan, {
    signal: controller.signal,
    onEvent: ({ type }) => {
      if (type === 'step-finished') finished += 1
      if (finished === Math.floor(many / 2)) controller.abort(new Error('enough'))
    },
  })
  expectAccounted(plan, outcomes)
  expect(outcomes.map(({ outcome }) => outcome)).toContain('skipped')
  const done = outcomes.flatMap(({ outcome, step }) => (outcome === 'done' ? [step.location] : []))
  expect(done.length).toBeGreaterThan(0)
  await finish(many, new Set(done))
  const onS3 = Array.from({ length: many }, (_, index) => index).filter((index) => !isOnOss(index))
  // Of what the abort cut off nobody knows whether it was done.
  expect(putsOnS3() - onS3.length).toBeLessThan(8)
}, 300_000)

it('looks at all of them, each once, and slows each connection down', async () => {
  await makeBuckets(few)
  const buckets = await client.fleet(declaration)
  emulator.inject({ cloud: 's3', every: 5, times: Infinity, effect: slowDown })
  emulator.inject({ cloud: 'oss', every: 5, times: Infinity, effect: slowDown })
  const slowed = new Set<string | undefined>()
  const seen: number[] = []
  const looks = overFleet(buckets, lookAtFleetBucket, {
    onSlowDown: ({ connection }) => slowed.add(connection),
  })
  for await (const outcome of looks) {
    if ('error' in outcome) expect(outcome.error.code).toBe('throttled')
    else expect(outcome.result).toMatchObject({ unreadable: [] })
    seen.push(outcome.index)
  }
  expect(seen.toSorted((left, right) => left - right)).toStrictEqual([...buckets.keys()])
  expect(slowed).toStrictEqual(new Set(['aws-a', 'aws-b', 'cn']))
}, 120_000)
