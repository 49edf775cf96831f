import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { s3Capabilities } from '@bucket-inventory/aws-s3'
import { missingInputs } from '@bucket-inventory/client'
import { carriedConfigurationArbitrary } from '@bucket-inventory/conformance'
import { capabilitiesFor, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { propertyRuns } from '../property-runs.ts'
import {
  answers,
  carryOut,
  everything,
  regions,
  startMigrationWorld,
  unsaid,
} from './client-migration-world.ts'
import type { MigrationWorld } from './client-migration-world.ts'

let world: MigrationWorld
beforeAll(async () => {
  world = await startMigrationWorld()
})
afterAll(async () => world.close())

async function example(file: string): Promise<InventoryConfiguration> {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
  return parseInventoryConfiguration(parse(await readFile(path, 'utf8')))
}

const onS3 = ['aws-s3-kms-all-fields.yaml', 'weekly-parquet.yaml']
const onOss = ['alibaba-oss-filters.yaml', 'monthly-with-change-log.yaml']

/** Copies what stands at a place to a new bucket, with everything that is asked for; the copy, and the plans without and with it. */
async function copied(
  from: string,
  cloud: 's3' | 'oss',
  identityOf: (id: string) => InventoryConfiguration | undefined = () => undefined,
) {
  const { client, newBucket } = world
  const to = await newBucket(cloud)
  const asked = await client.planMigration(from, to, { loss: everything })
  expect((await world.standing(to)).size).toBe(0)
  const inputs = answers(asked, identityOf)
  const plan = await client.planMigration(from, to, { loss: everything, inputs })
  const actions = await carryOut(client, plan)
  expect(actions.filter((action) => !action.startsWith('create '))).toStrictEqual([])
  const again = await client.planMigration(from, to, { loss: everything, inputs })
  expect(again.steps.filter(({ action }) => action !== 'unchanged')).toStrictEqual([])
  return { to, plans: [asked, plan] }
}

/**
 * Copies everything to the other cloud and back: in what it differs then, and what of that was neither asked for nor said.
 * The source stays as it is.
 */
async function thereAndBack(from: string, cloud: 's3' | 'oss', other: 's3' | 'oss') {
  const { client, standing } = world
  const before = await standing(from)
  const there = await copied(from, other)
  const back = await copied(there.to, cloud, (id) => before.get(id))
  const after = await standing(back.to)
  expect([...after.keys()]).toStrictEqual([...before.keys()])
  const pairs = [...before].map(([id, original]) => ({ id, original, now: after.get(id) }))
  const found = pairs.map(({ id, original, now = original }) => {
    const differing = client.bucket(from).differences(original, now)
    return { differing, silent: unsaid(differing, id, [...there.plans, ...back.plans]) }
  })
  expect(await standing(from)).toStrictEqual(before)
  return {
    differing: found.flatMap(({ differing }) => differing),
    silent: found.flatMap(({ silent }) => silent),
  }
}

/** Of the examples; S3 needs a key for what OSS encrypts with its default one. */
const onlyOnOss = [
  'filter.lastModified.from',
  'filter.lastModified.to',
  'filter.size.min',
  'filter.size.max',
  'filter.storageClasses',
  'schedule.every',
  'schedule.dayOfMonth',
  'fields',
  'destination.encryption.keyId',
  'incremental.enabled',
  'incremental.everySeconds',
  'incremental.fields',
]

describe('a migration of every example', () => {
  it.each([
    ['s3', 'oss', onS3, ['fields', 'destination.format']],
    ['oss', 's3', onOss, onlyOnOss],
    ['s3', 's3', onS3, []],
    ['oss', 'oss', onOss, []],
  ] as const)(
    'from %s to %s and back keeps what the other can hold',
    async (cloud, other, files, lost) => {
      const configurations = await Promise.all(files.map(example))
      const from = await world.newBucket(cloud, configurations)
      const { differing, silent } = await thereAndBack(from, cloud, other)
      expect(silent).toStrictEqual([])
      expect(differing.map(({ path }) => path)).toStrictEqual(lost)
    },
  )
})

/** Of the tables of a provider, everything it carries as it is. */
function carriedBy(cloud: 's3' | 'oss'): fc.Arbitrary<InventoryConfiguration> {
  const scope = { region: regions[cloud] }
  return cloud === 's3'
    ? carriedConfigurationArbitrary(capabilitiesFor(s3Capabilities, scope), {
        bucket: 'reports',
        accountId: '012345678901',
        format: 'csv',
        encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:012345678901:key/1' },
      })
    : carriedConfigurationArbitrary(capabilitiesFor(ossCapabilities, scope), {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
        format: 'csv',
        encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1eac5b7c' },
      })
}

describe('a migration of whatever a provider carries', () => {
  it.each([
    ['s3', 'oss'],
    ['oss', 's3'],
    ['s3', 's3'],
    ['oss', 'oss'],
  ] as const)('from %s to %s and back loses nothing that it does not say', async (cloud, other) => {
    const buckets = fc.uniqueArray(carriedBy(cloud), {
      minLength: 1,
      maxLength: 5,
      selector: ({ id }) => id,
    })
    await fc.assert(
      fc.asyncProperty(buckets, async (configurations) => {
        const from = await world.newBucket(cloud, configurations)
        const { differing, silent } = await thereAndBack(from, cloud, other)
        expect(silent).toStrictEqual([])
        if (cloud === other) expect(differing).toStrictEqual([])
      }),
      { numRuns: Math.max(5, Math.floor(propertyRuns / 20)) },
    )
  })
})

describe('a migration from OSS to S3', () => {
  it('shortens every id to one of its own, and can be repeated with them', async () => {
    const base = await example('alibaba-oss-filters.yaml')
    const long = 'reports of the photos that were taken in the year '.repeat(3)
    const ids = [`${long}2025`, `${long}2026`, '日报/day', 'day', 'a b', 'a/b']
    const from = await world.newBucket(
      'oss',
      ids.map((id) => ({ ...base, id })),
    )
    const { to, plans } = await copied(from, 's3')
    expect([...(await world.standing(to)).keys()]).toStrictEqual([
      'a-b',
      'a-b-2',
      'day',
      'day-2',
      'reports-of-the-photos-that-were-taken-in-the-year-reports-of-t-2',
      'reports-of-the-photos-that-were-taken-in-the-year-reports-of-the',
    ])
    const missing = missingInputs(plans[0] ?? { loss: 'refuse', steps: [] })
    const ofLong = missing.flatMap(({ inventory, values }) =>
      inventory.startsWith(long) ? [values[0]] : [],
    )
    expect(ofLong).toMatchObject([
      { path: 'id', message: expect.stringContaining(`"${long}2026"`) },
      { path: 'id', message: expect.stringContaining(`"${long}2025"`) },
    ])
    expect(missing.find(({ inventory }) => inventory === '日报/day')?.values).toMatchObject([
      {
        example: 'day-2',
        message: expect.stringContaining('"day" of the source, which is copied'),
      },
      {},
      {},
    ])
  })
})

describe('a migration between regions', () => {
  it.each([
    ['s3', 'eu-west-1'],
    ['oss', 'eu-central-1'],
  ] as const)(
    'of %s asks for the bucket and the key, and keeps who is meant',
    async (cloud, region) => {
      const { client, newBucket } = world
      const file = cloud === 's3' ? 'aws-s3-kms-all-fields.yaml' : 'monthly-with-change-log.yaml'
      const { encryption: _, ...place } = (await example(file)).destination
      const key = { type: 'kms', keyId: 'key-1' } as const
      const desired = { ...(await example(file)), destination: { ...place, encryption: key } }
      const from = await newBucket(cloud, [desired])
      const to = await newBucket(cloud, [], region)
      const asked = await client.planMigration(from, to)
      expect(missingInputs(asked)[0]?.values.map(({ path }) => path)).toStrictEqual([
        'destination.bucket',
        'destination.encryption.keyId',
      ])
      const defaults = { 'destination.encryption.keyId': 'key-2' }
      const buckets = { [place.bucket]: 'reports-far' }
      const plan = await client.planMigration(from, to, { inputs: { defaults, buckets } })
      expect(await carryOut(client, plan)).toStrictEqual([`create ${desired.id}`])
      const there = (await world.standing(to)).get(desired.id)
      expect(there?.destination).toStrictEqual({
        ...place,
        bucket: 'reports-far',
        encryption: { type: 'kms', keyId: 'key-2' },
      })
    },
  )
})
