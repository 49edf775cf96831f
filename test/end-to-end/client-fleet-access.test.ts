import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient, fleetAccess, fleetReportSource } from '@bucket-inventory/client'
import type { FleetAccess } from '@bucket-inventory/client'
import { formatLocation, parseDeclaration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import { expect, it, onTestFinished, vi } from 'vitest'

const aws = ['111111111111', '222222222222'] as const
const alibaba = '3333333333333333'
const account = (id: string) => ({ id, accessKeyId: `key-${id}`, secretAccessKey: 'secret' })

async function startClouds() {
  const emulator = await startEmulator({
    accounts: [
      { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
      ...[...aws, alibaba].map(account),
    ],
  })
  onTestFinished(async () => {
    await emulator.close()
    vi.unstubAllEnvs()
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  const make = async (name: string, owner: string, region: string) =>
    emulator.createBucket({ cloud: 's3', name, account: owner, region })
  await make('photos-a', aws[0], 'eu-west-1')
  await make('photos-b', aws[0], 'eu-west-1')
  await make('photos-c', aws[0], 'us-west-2')
  await make('photos-d', aws[1], 'eu-west-1')
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn', account: alibaba })
  const client = createInventoryClient({
    providers: [
      createS3Provider(),
      createOssProvider({
        endpoint: emulator.oss,
        stsEndpoint: emulator.oss,
        region: 'cn-hangzhou',
        accessKeyId: 'test',
        accessKeySecret: 'test',
      }),
    ],
  })
  return { emulator, client }
}

const declaration = parseDeclaration({
  apiVersion: 'bucket-inventory/v1',
  connections: {
    a: { provider: 'aws-s3', roles: [`arn:aws:iam::${aws[0]}:role/inventory`] },
    b: { provider: 'aws-s3', roles: [`arn:aws:iam::${aws[1]}:role/inventory`] },
    cn: { provider: 'alibaba-oss', roles: [`acs:ram::${alibaba}:role/inventory`] },
  },
  inventories: [
    {
      configuration: { id: 'daily', schedule: { every: 'day' } },
      at: [
        {
          select: { connection: '*', name: 'photos-*', except: ['*-cn'] },
          destination: { bucket: 'reports-${region}', accountId: '444444444444', format: 'csv' },
        },
        {
          select: { connection: 'cn', name: '*-cn' },
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

const policies = ({ documents }: FleetAccess) =>
  documents.flatMap(({ kind, subject, content }) => {
    if (kind !== 'bucket-policy') return []
    const text = JSON.stringify(content)
    const [, owner] = /"aws:SourceAccount":"(\d+)"/.exec(text) ?? []
    return [`${subject} of ${owner}: ${[...new Set(text.match(/photos-\w/g))].join(' ')}`]
  })

it('names the account that owns the listed buckets, and joins the buckets of one region of it', async () => {
  const { emulator, client } = await startClouds()
  const fleet = await client.fleet(declaration)
  emulator.resetRequests()
  const found = await fleetAccess(fleet)
  expect(found.map(({ location }) => formatLocation(location))).toStrictEqual([
    's3://a@photos-a?region=eu-west-1',
    's3://a@photos-c?region=us-west-2',
    's3://b@photos-d?region=eu-west-1',
    'oss://cn@photos-cn?region=cn-hangzhou',
  ])
  expect(found.flatMap(policies)).toStrictEqual([
    `reports-eu-west-1 of ${aws[0]}: photos-a photos-b`,
    `reports-us-west-2 of ${aws[0]}: photos-c`,
    `reports-eu-west-1 of ${aws[1]}: photos-d`,
  ])
  expect(
    found.flatMap(({ unreadable, error }) => [...unreadable, ...(error ? [error] : [])]),
  ).toEqual([])
  expect(found[3]?.documents.map(({ kind }) => kind)).toContain('role-permission')
  // What is declared is not looked for.
  expect(emulator.requests({ operation: 'ListBucketInventoryConfigurations' })).toBe(0)
  expect(emulator.requests({ operation: 'GetCallerIdentity' })).toBe(4)
})

it('says where the reports of a bucket lie, without a request', async () => {
  const { emulator, client } = await startClouds()
  const [bucket] = await client.fleet(declaration)
  const [configuration] = bucket?.declared ?? []
  if (bucket === undefined || configuration === undefined) throw new Error('there is no bucket')
  emulator.resetRequests()
  expect(fleetReportSource(bucket, configuration)).toMatchObject({
    destinationBucket: 'reports-eu-west-1',
    provider: 'aws-s3',
    sourceBucket: 'photos-a',
    id: 'daily',
    schedule: { every: 'day' },
    configuration,
  })
  const [other] = await client.fleet('s3://others')
  expect(() => fleetReportSource(bucket, configuration, other)).toThrow(
    'inventory "daily" is delivered to bucket "reports-eu-west-1", not to "s3://others"',
  )
  expect(emulator.requests()).toBe(0)
})
