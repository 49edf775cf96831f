import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { createOssProvider, ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { createS3Provider, s3Capabilities } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient, PlanOptions } from '@bucket-inventory/client'
import { carriedConfigurationArbitrary } from '@bucket-inventory/conformance'
import {
  capabilitiesFor,
  parseDeclaration,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type { Declaration, InventoryConfiguration } from '@bucket-inventory/core'
import { defaultSwitches, startEmulator, switchValues } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'

import { propertyRuns } from '../property-runs.ts'

let emulator: Emulator
let client: InventoryClient
beforeAll(async () => {
  emulator = await startEmulator()
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  const oss = createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
    retry: { delay: () => 0 },
  })
  client = createInventoryClient({
    providers: [createS3Provider(), oss],
    settle: { interval: 1, timeout: 100 },
  })
})
afterAll(async () => {
  await emulator.close()
  vi.unstubAllEnvs()
})

const onS3 = { bucket: 'reports', accountId: '012345678901', format: 'csv' } as const
const onOss = {
  bucket: 'reports-cn',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  format: 'csv',
} as const

let created = 0
/** The place of a new bucket that has an inventory of somebody else. */
async function newBucket(cloud: 's3' | 'oss', region: string): Promise<string> {
  created += 1
  const name = `photos-${created}`
  await emulator.createBucket({ cloud, name, region })
  const place = `${cloud}://${name}?region=${region}`
  await client.put(place, theirs(cloud))
  return place
}

function theirs(cloud: 's3' | 'oss'): InventoryConfiguration {
  const destination = cloud === 's3' ? onS3 : onOss
  return parseInventoryConfiguration({ id: 'theirs', schedule: { every: 'week' }, destination })
}

/** What failed, what is left to do after an apply, and what was done to an inventory of somebody else. */
async function leftAfterApply(
  declaration: Declaration,
  options: PlanOptions = {},
): Promise<readonly unknown[]> {
  const outcomes = await client.apply(await client.plan(declaration, options))
  const { steps } = await client.plan(declaration, options)
  const left = steps.filter(
    ({ action, id }) => action !== (id === 'theirs' ? 'foreign' : 'unchanged'),
  )
  return [...outcomes.filter(({ outcome }) => outcome === 'failed'), ...left]
}

async function example(file: string): Promise<unknown> {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
  return parse(await readFile(path, 'utf8'))
}

const everything = { loss: ['lossy', 'emulated'] } as const

describe('a plan after its apply is empty', () => {
  it('for the declaration among the examples', async () => {
    for (const name of ['photos', 'invoices']) await emulator.createBucket({ cloud: 's3', name })
    await emulator.createBucket({ cloud: 'oss', name: 'photos-cn', region: 'cn-qingdao' })
    const declaration = parseDeclaration(await example('platform-team.yaml'))
    expect(await leftAfterApply(declaration)).toStrictEqual([])
  })

  it.each([
    'alibaba-oss-filters.yaml',
    'aws-s3-kms-all-fields.yaml',
    'monthly-with-change-log.yaml',
    'weekly-parquet.yaml',
  ])('for %s on every cloud', async (file) => {
    const configuration = await example(file)
    const key = 'arn:aws:kms:us-east-1:012345678901:key/1'
    const places = [
      { cloud: 's3', region: 'us-east-1', identity: onS3, key },
      { cloud: 'oss', region: 'cn-qingdao', identity: onOss, key: 'key-1' },
      { cloud: 'oss', region: 'cn-hangzhou', identity: onOss, key: 'key-1' },
    ] as const
    const at = await Promise.all(
      places.map(async ({ cloud, region, identity, key: keyId }) => ({
        location: await newBucket(cloud, region),
        destination: { ...identity, encryption: { type: 'kms', keyId } },
      })),
    )
    const declaration = parseDeclaration({
      apiVersion: 'bucket-inventory/v1',
      inventories: [{ configuration, at }],
    })
    expect(await leftAfterApply(declaration, everything)).toStrictEqual([])
  })

  it('where a service forgets a bound that it was told rounded', async () => {
    emulator.setSwitches({ ossRegionFilters: 'ignore' })
    const location = await newBucket('oss', 'cn-hangzhou')
    const declaration = parseDeclaration({
      apiVersion: 'bucket-inventory/v1',
      inventories: [
        {
          configuration: { id: 'empty', schedule: { every: 'day' }, filter: { size: { max: 0 } } },
          at: [{ location, destination: onOss }],
        },
      ],
    })
    expect(await leftAfterApply(declaration, everything)).toStrictEqual([])
    emulator.setSwitches(defaultSwitches)
  })
})

/** What a service may do otherwise and still take everything. */
const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
  s3PutStatus: fc.constantFrom(...switchValues.s3PutStatus),
  s3EmptyElements: fc.constantFrom('keep', 'drop'),
  ossExistingId: fc.constantFrom(...switchValues.ossExistingId),
  ossMissingId: fc.constantFrom(...switchValues.ossMissingId),
  ossDeleteMissing: fc.constantFrom(...switchValues.ossDeleteMissing),
  ossFilterEcho: fc.constantFrom(...switchValues.ossFilterEcho),
  ossEmptyElements: fc.constantFrom(...switchValues.ossEmptyElements),
  ossRegionFilters: fc.constantFrom('honour', 'ignore'),
  ossEmptyKms: fc.constantFrom('keep', 'default-key'),
})

/** With what reads like a template marked as the text that it is. */
function asWritten(configuration: InventoryConfiguration): InventoryConfiguration {
  const text = (plain: string) => plain.replaceAll('${', () => '$${')
  const { id, filter, destination } = configuration
  const { prefix } = destination
  return {
    ...configuration,
    id: text(id),
    ...(filter?.prefix === undefined ? {} : { filter: { ...filter, prefix: text(filter.prefix) } }),
    destination: { ...destination, ...(prefix === undefined ? {} : { prefix: text(prefix) }) },
  }
}

describe('a plan after its apply is empty, whatever the service does otherwise,', () => {
  it.each([
    ['s3', 'us-east-1', s3Capabilities, 'arn:aws:kms:us-east-1:012345678901:key/1'],
    ['oss', 'cn-qingdao', ossCapabilities, 'key-1'],
    ['oss', 'cn-hangzhou', ossCapabilities, 'key-1'],
  ] as const)('for whatever %s in %s carries', async (cloud, region, capabilities, keyId) => {
    const identity = cloud === 's3' ? onS3 : onOss
    const configurations = carriedConfigurationArbitrary(
      capabilitiesFor(capabilities, { region }),
      {
        ...identity,
        encryption: { type: 'kms', keyId },
      },
    ).filter(({ id }) => id !== 'theirs')
    const declare = (location: string, configuration: InventoryConfiguration): Declaration => ({
      apiVersion: 'bucket-inventory/v1',
      manage: { ids: configuration.id },
      inventories: [{ configuration: asWritten(configuration), at: [{ location }] }],
    })
    await fc.assert(
      fc.asyncProperty(configurations, configurations, switches, async (first, second, world) => {
        emulator.setSwitches(defaultSwitches)
        const location = await newBucket(cloud, region)
        emulator.setSwitches({ ...defaultSwitches, ...world })
        for (const configuration of [first, { ...second, id: first.id }]) {
          const options = { ...everything, prune: true, runAgain: true }
          const left = await leftAfterApply(declare(location, configuration), options)
          expect(left).toStrictEqual([])
        }
      }),
      { numRuns: Math.max(10, Math.floor(propertyRuns / 8)) },
    )
    emulator.setSwitches(defaultSwitches)
  })
})
