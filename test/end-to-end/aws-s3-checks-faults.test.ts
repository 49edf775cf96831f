import { isInventoryError } from '@bucket-inventory/core'
import type { Check } from '@bucket-inventory/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { account, configurationTo, notWell } from '../laws/policy-world.ts'
import type { PolicyPlaces, PolicyWorld } from '../laws/policy-world.ts'
import { ChecksWorld, letIn } from './aws-s3-checks-world.ts'
import { runWithout } from './run-without.ts'

let scene: ChecksWorld
let world: PolicyWorld
let places: PolicyPlaces
let key = ''

beforeAll(async () => {
  scene = await ChecksWorld.start()
  world = scene.world
})

beforeEach(async () => {
  await scene.begin()
  places = scene.places
  const policy = { Version: '2012-10-17', Statement: [letIn('kms:*', '*')] }
  key = await world.emulator.createKey({ policy })
  world.emulator.resetRequests()
})

afterAll(() => scene.close())

function check(): Promise<readonly Check[]> {
  return world.check(places.source, {
    ...configurationTo(places.reports, { encryption: { type: 'kms', keyId: key } }),
    versions: 'all',
  })
}

/** Of a world in which they may all be made. */
const wellSeen = ['source-versions: warning', 'report-retention: warning']

test('what may be seen is not unknown', async () => {
  expect(notWell(await check())).toEqual(wellSeen)
})

test.each<[string, () => string, readonly string[]]>([
  ['HeadBucket', () => places.source, ['source-bucket', 'source-owner', 'destination-region']],
  [
    'HeadBucket',
    () => places.reports,
    ['destination-bucket', 'destination-owner', 'destination-region'],
  ],
  ['GetBucketVersioning', () => places.source, ['source-versions']],
  ['GetBucketMetadataConfiguration', () => places.source, ['source-metadata-tables']],
  [
    'GetBucketPolicy',
    () => places.reports,
    ['destination-policy-allows', 'destination-policy-denies'],
  ],
  ['GetBucketLifecycleConfiguration', () => places.reports, ['report-retention']],
])(
  'no right to %s makes unknown what depends on it, and nothing else',
  async (operation, bucket, unknown) => {
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    world.emulator.inject({ cloud: 's3', operation, bucket: bucket(), times: 1000, effect })
    const checks = await check()
    expect(checks.flatMap(({ name, state }) => (state === 'unknown' ? [name] : []))).toEqual(
      unknown,
    )
    expect(checks.filter(({ state }) => state === 'failure')).toEqual([])
    for (const { state, fix } of checks) if (state === 'unknown') expect(fix).toContain('may s3:')
  },
)

test.each([
  ['DescribeKey', 'encryption-key'],
  ['GetKeyPolicy', 'key-policy'],
])('no right to %s makes unknown whether S3 can use the key', async (operation, name) => {
  const effect = { type: 'error', status: 400, code: 'AccessDeniedException' } as const
  world.emulator.inject({ cloud: 's3', operation, times: 1000, effect })
  const unknown = (await check()).filter(({ state }) => state === 'unknown')
  expect(unknown).toMatchObject([{ name, fix: expect.stringContaining(`kms:${operation}`) }])
})

test('a KMS that does not answer leaves the key unknown, and the rest as it is', async () => {
  const effect = { type: 'error', status: 500, code: 'KMSInternalException' } as const
  world.emulator.inject({ cloud: 's3', operation: 'DescribeKey', times: 1000, effect })
  expect(notWell(await check())).toEqual([
    'source-versions: warning',
    'encryption-key: unknown',
    'report-retention: warning',
  ])
})

test('no right to see how a bucket encrypts is unknown where that decides', async () => {
  const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
  world.emulator.inject({ cloud: 's3', operation: 'GetBucketEncryption', times: 2, effect })
  expect(notWell(await check())).toEqual(wellSeen)
  expect(notWell(await world.check(places.source, configurationTo(places.reports)))).toContain(
    'destination-encryption: unknown',
  )
})

test('a destination of another account, which lets nobody look, is unknown but for its region', async () => {
  const bucket = `elsewhere-${places.source}`
  await world.emulator.createBucket({ cloud: 's3', name: bucket, account: '111122223333' })
  const configuration = configurationTo(bucket, { accountId: '111122223333' })
  expect(notWell(await world.check(places.source, configuration))).toEqual([
    'destination-bucket: unknown',
    'destination-owner: unknown',
    'destination-policy-allows: unknown',
    'destination-policy-denies: unknown',
    'destination-encryption: unknown',
    'report-retention: unknown',
  ])
})

// As S3 takes none of these, a policy that cannot be read is one that this library is too old for, or a page of a proxy.
test.each(['<html>', '{"Version":"2030-01-01","Statement":[]}', '{"Statement":[],"Statement":[]}'])(
  'nothing is known of a policy like %s',
  async (text) => {
    const effect = { type: 'body', contentType: 'application/json', text } as const
    world.emulator.inject({ cloud: 's3', operation: 'GetBucketPolicy', effect })
    const about = (await check()).filter(({ name }) => name.startsWith('destination-policy-'))
    expect(about).toMatchObject([
      { state: 'unknown', fix: expect.stringContaining('get-bucket-policy') },
      { state: 'unknown', fix: expect.stringContaining('get-bucket-policy') },
    ])
  },
)

test('a server without S3 Metadata has no tables', async () => {
  const effect = { type: 'error', status: 501, code: 'NotImplemented' } as const
  const operation = 'GetBucketMetadataConfiguration'
  world.emulator.inject({ cloud: 's3', operation, times: 1000, effect })
  expect(notWell(await check())).toEqual(wellSeen)
})

test('throttling rejects, is not remembered, and the next look sees', async () => {
  const checks = world.checks()
  const subject = {
    bucket: places.source,
    configuration: configurationTo(places.reports),
    accountId: account,
  }
  const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
  world.emulator.inject({ cloud: 's3', operation: 'GetBucketPolicy', times: 3, effect })
  const error: unknown = await checks.check(subject).catch((reason: unknown) => reason)
  expect(isInventoryError(error, 'throttled')).toBe(true)
  expect(notWell(await checks.check(subject))).toEqual(['report-retention: warning'])
})

test('an abort rejects with its own reason, and others of the round go on', async () => {
  const checks = world.checks()
  const subject = {
    bucket: places.source,
    configuration: configurationTo(places.reports),
    accountId: account,
  }
  const hold = { type: 'delay', milliseconds: 300 } as const
  world.emulator.inject({ cloud: 's3', operation: 'GetBucketPolicy', effect: hold })
  const stop = new AbortController()
  const stopped = checks.check(subject, { signal: stop.signal }).catch((reason: unknown) => reason)
  const other = checks.check(subject)
  await world.emulator.waitForRequests(1, { operation: 'GetBucketPolicy' })
  const reason = new Error('enough')
  stop.abort(reason)
  expect(await stopped).toBe(reason)
  expect(notWell(await other)).toEqual(['report-retention: warning'])
  await expect(checks.check(subject, { signal: stop.signal })).rejects.toBe(reason)
})

test('however many inventories share buckets and a key, each thing is asked once', async () => {
  const checks = world.checks()
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      checks.check({
        bucket: places.source,
        configuration: {
          ...configurationTo(places.reports, {
            prefix: `p${index}`,
            encryption: { type: 'kms', keyId: key },
          }),
          id: `id-${index}`,
          versions: 'all',
        },
        accountId: account,
      }),
    ),
  )
  const count = (bucket: string) => world.emulator.requests({ bucket })
  expect(count(places.source)).toBeLessThanOrEqual(4)
  expect(count(places.reports)).toBeLessThanOrEqual(6)
  expect(world.emulator.requests({ operation: 'DescribeKey' })).toBe(1)
  expect(world.emulator.requests({ operation: 'GetKeyPolicy' })).toBe(1)
  const all = count(places.source) + count(places.reports) + 2
  expect(world.emulator.requests()).toBe(all)
})

test('a wrong owner costs a request more of each bucket, and no more than the bound', async () => {
  const configuration = configurationTo(places.reports, { accountId: '111122223333' })
  const subject = { bucket: places.source, configuration, accountId: '444455556666' }
  const checks = await world.checks().check(subject)
  expect(notWell(checks)).toContain('destination-owner: failure')
  expect(world.emulator.requests({ bucket: places.source })).toBeLessThanOrEqual(4)
  expect(world.emulator.requests({ bucket: places.reports })).toBeLessThanOrEqual(6)
})

test('without the SDK of KMS a key is unknown, and it is said what to install', async () => {
  const subject = {
    bucket: places.source,
    configuration: configurationTo(places.reports, { encryption: { type: 'kms', keyId: key } }),
    accountId: account,
  }
  const checking = `
    const { createS3Provider } = await import('@bucket-inventory/aws-s3')
    const provider = createS3Provider({ endpoint: '${world.emulator.s3}', region: 'us-east-1' })
    const checks = await provider.access.checks().check(${JSON.stringify(subject)})
    for (const { name, state, evidence } of checks) console.log(name, state, evidence)`
  const { environment } = world.emulator
  const printed = await runWithout('@aws-sdk/client-kms', checking, environment)
  const lines = printed.split('\n')
  const about = (name: string) => lines.find((line) => line.startsWith(`${name} `))
  expect(about('encryption-key')).toMatch(/^encryption-key unknown .*install it beside/)
  expect(about('destination-policy-allows')).toMatch(/^destination-policy-allows ok /)
  expect(about('key-policy')).toBeUndefined()
}, 20_000)
