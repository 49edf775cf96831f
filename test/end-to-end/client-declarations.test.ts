import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import { isInventoryError, parseDeclaration } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import { expect, it, onTestFinished, vi } from 'vitest'

async function startClouds() {
  const emulator = await startEmulator()
  onTestFinished(async () => {
    await emulator.close()
    vi.unstubAllEnvs()
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  const oss = createOssProvider({
    endpoint: emulator.oss,
    stsEndpoint: emulator.environment['OSS_STS_ENDPOINT'] ?? '',
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  const client = createInventoryClient({ providers: [createS3Provider(), oss] })
  return { emulator, client }
}

const configuration = { id: 'bi-daily', schedule: { every: 'day' }, fields: ['size', 'etag'] }
const onS3 = { bucket: 'reports', accountId: '012345678901', format: 'csv' }
const onOss = {
  bucket: 'reports',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/R',
  format: 'csv',
}

const lines = ({ steps }: Plan) => steps.map((step) => `${step.action} ${step.location}#${step.id}`)

it('selects buckets of two clouds by name and tag, each in its own region', async () => {
  const { emulator, client } = await startClouds()
  const make = async (cloud: 's3' | 'oss', name: string, region: string, team: string) =>
    emulator.createBucket({ cloud, name, region, tags: { team } })
  await make('s3', 'logs-eu', 'eu-west-1', 'web')
  await make('s3', 'logs-us', 'us-west-2', 'web')
  await make('s3', 'logs-other', 'us-west-2', 'billing')
  await make('s3', 'photos', 'us-west-2', 'web')
  await make('oss', 'logs-cn', 'cn-qingdao', 'web')
  await make('oss', 'logs-cn-2', 'cn-hangzhou', 'billing')
  const declaration = parseDeclaration({
    apiVersion: 'bucket-inventory/v1',
    connections: { aws: { provider: 'aws-s3' }, cn: { provider: 'alibaba-oss' } },
    inventories: [
      {
        configuration,
        at: [
          {
            select: { connection: 'aws', name: 'logs-*', tags: { team: 'web' } },
            destination: onS3,
          },
          { select: { connection: 'cn', tags: { team: 'web' } }, destination: onOss },
        ],
      },
    ],
  })
  const plan = await client.plan(declaration)
  expect(lines(plan)).toStrictEqual([
    'create s3://aws@logs-eu?region=eu-west-1#bi-daily',
    'create s3://aws@logs-us?region=us-west-2#bi-daily',
    'create oss://cn@logs-cn?region=cn-qingdao#bi-daily',
  ])
  const outcomes = await client.apply(plan)
  expect(outcomes.map(({ outcome }) => outcome)).toStrictEqual(['done', 'done', 'done'])
  const actions = (await client.plan(declaration)).steps.map(({ action }) => action)
  expect(actions).toStrictEqual(['unchanged', 'unchanged', 'unchanged'])
})

it('names a pattern that matches nothing, and changes nothing', async () => {
  const { emulator, client } = await startClouds()
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  const declaration = parseDeclaration({
    apiVersion: 'bucket-inventory/v1',
    connections: { aws: { provider: 'aws-s3' } },
    inventories: [
      {
        configuration,
        at: [
          { location: 's3://aws@photos', destination: onS3 },
          { select: { connection: 'aws', name: 'lgos-*' }, destination: onS3 },
        ],
      },
    ],
  })
  await expect(client.plan(declaration)).rejects.toSatisfy(
    (error) =>
      isInventoryError(error, 'invalid-configuration') &&
      error.problems.length === 1 &&
      error.problems[0]?.path === 'inventories[0].at[1].select' &&
      error.problems[0].message.includes('"lgos-*"'),
  )
  expect(emulator.requests({ bucket: 'photos' })).toBe(0)
})

it('reaches a place through the roles that its connection takes on', async () => {
  const { emulator, client } = await startClouds()
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn' })
  const roles = (arn: string) => [`${arn}/first`, `${arn}/second`]
  const declaration = parseDeclaration({
    apiVersion: 'bucket-inventory/v1',
    connections: {
      aws: { provider: 'aws-s3', roles: roles('arn:aws:iam::000000000000:role') },
      cn: { provider: 'alibaba-oss', roles: roles('acs:ram::000000000000:role') },
    },
    inventories: [
      {
        configuration,
        at: [
          { location: 's3://aws@photos', destination: onS3 },
          { location: 'oss://cn@photos-cn', destination: onOss },
        ],
      },
    ],
  })
  const outcomes = await client.apply(await client.plan(declaration))
  expect(outcomes).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])
  expect(emulator.requests({ cloud: 's3', operation: 'AssumeRole' })).toBe(2)
  expect(emulator.requests({ cloud: 'oss', operation: 'AssumeRole' })).toBe(2)
})
