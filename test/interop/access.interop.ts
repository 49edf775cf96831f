import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { AccessDocumentKind, DeliveryAccess } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { askPython } from './ask-python.ts'
import { startMoto } from './moto-server.ts'
import type { MotoServer } from './moto-server.ts'

const accountId = '123456789012'
const configuration = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'day' },
  fields: ['size'],
  destination: {
    bucket: 'reports',
    prefix: 'inventories/a*b?${c}',
    format: 'csv',
    accountId,
    encryption: {
      type: 'kms',
      keyId: `arn:aws:kms:us-east-1:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    },
  },
})
const subjects = [
  { bucket: 'photos', configuration },
  { bucket: 'invoices', configuration: { ...configuration, id: 'weekly' } },
]
const everything = {
  accountId,
  region: 'us-east-1',
  notify: `arn:aws:sqs:us-east-1:${accountId}:announced`,
  retainDays: 30,
  versioned: true,
  onlyFields: ['size', 'etag'],
} as const
const foreign = {
  Sid: 'Theirs',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}
const foreignRule = {
  ID: 'theirs',
  Status: 'Enabled',
  Filter: { Prefix: 'elsewhere/' },
  Expiration: { Days: 7 },
} as const

function clientAt(endpoint: string): S3Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
}

function accessOf(client: S3Client): DeliveryAccess {
  const { access } = createS3Provider({ client, region: 'us-east-1' })
  if (access === undefined) throw new Error('S3 has no access')
  return access
}

async function applied(access: DeliveryAccess, kinds: readonly AccessDocumentKind[]) {
  const documents = access.documents(subjects, everything)
  const changes = await access.changes(documents.filter(({ kind }) => kinds.includes(kind)))
  const states = changes.map(({ kind, state }) => `${kind} ${state}`)
  for (const change of changes) await access.apply(change)
  return states
}

const policySchema = z.object({ Statement: z.array(z.object({ Sid: z.string() }).loose()) }).loose()

describe('moto', () => {
  let moto: MotoServer
  let client: S3Client
  beforeAll(async () => {
    moto = await startMoto()
    client = clientAt(moto.endpoint)
    for (const Bucket of ['reports', 'photos', 'invoices']) {
      await client.send(new CreateBucketCommand({ Bucket }))
    }
  })
  afterAll(async () => {
    client.destroy()
    await moto.close()
  })

  it('takes the policy beside the statements of others, and finds nothing to do the second time', async () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [foreign] })
    await client.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy }))
    const access = accessOf(client)
    expect(await applied(access, ['bucket-policy'])).toStrictEqual(['bucket-policy extend'])
    const kept = await client.send(new GetBucketPolicyCommand({ Bucket: 'reports' }))
    const { Statement } = policySchema.parse(JSON.parse(kept.Policy ?? ''))
    expect(Statement[0]).toStrictEqual(foreign)
    expect(Statement.slice(1)).toStrictEqual(
      access
        .documents(subjects, everything)
        .filter(({ kind }) => kind === 'bucket-policy')
        .map(({ content }) => content),
    )
    expect(await applied(access, ['bucket-policy'])).toStrictEqual(['bucket-policy unchanged'])
  })

  it('takes the lifecycle rules beside those of others', async () => {
    await client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'reports',
        LifecycleConfiguration: { Rules: [foreignRule] },
      }),
    )
    const access = accessOf(client)
    expect(await applied(access, ['retention'])).toStrictEqual(['retention extend'])
    const { Rules = [] } = await client.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: 'reports' }),
    )
    expect(Rules).toHaveLength(1 + subjects.length)
    expect(Rules.find(({ ID }) => ID === 'theirs')).toMatchObject(foreignRule)
    expect(
      Rules.filter(({ ID }) => ID !== 'theirs').map(({ Filter, Expiration }) => [
        Filter?.Prefix,
        Expiration?.Days,
      ]),
    ).toStrictEqual([
      ['inventories/a*b?${c}/photos/daily/', 30],
      ['inventories/a*b?${c}/invoices/weekly/', 30],
    ])
  })

  // The root of S3's own answer is NotificationConfiguration.
  it('has another root around notifications, which is refused before anything is lost', async () => {
    await expect(applied(accessOf(client), ['notification'])).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('got <GetBucketNotificationResponse>'),
    })
  })
})

describe('boto3', () => {
  let emulator: Emulator
  let client: S3Client
  beforeAll(async () => {
    emulator = await startEmulator({
      accounts: [{ id: accountId, accessKeyId: 'test', secretAccessKey: 'test' }],
    })
    client = clientAt(emulator.s3)
    for (const name of ['reports', 'photos', 'invoices']) {
      await emulator.createBucket({ cloud: 's3', name })
    }
  })
  afterAll(async () => {
    client.destroy()
    await emulator.close()
  })

  it('puts every statement of ours, and reads what we merged', async () => {
    const access = accessOf(client)
    const statements = access
      .documents(subjects, everything)
      .filter(({ kind }) => kind === 'bucket-policy')
      .map(({ content }) => content)
    const order = { bucket: 'reports' }
    await askPython('s3_inventories.py', emulator.environment, {
      ...order,
      operation: 'put_policy',
      policy: { Version: '2012-10-17', Statement: [foreign, ...statements] },
    })
    expect(await applied(access, ['bucket-policy'])).toStrictEqual(['bucket-policy unchanged'])
    const read = await askPython('s3_inventories.py', emulator.environment, {
      ...order,
      operation: 'get_policy',
    })
    expect(policySchema.parse(read).Statement).toStrictEqual([foreign, ...statements])
  })
})
