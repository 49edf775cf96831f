import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import {
  alibabaOssModule,
  awsS3Module,
  createContainer,
  tokens,
} from '@bucket-inventory/client/container'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import { expect, it, onTestFinished, vi } from 'vitest'

const neutral = {
  enabled: true,
  schedule: { every: 'week' },
  versions: 'all',
  filter: { prefix: 'logs/', size: { min: 1 } },
  fields: ['size', 'etag', 'storageClass'],
} as const
const onS3: InventoryConfiguration = {
  ...neutral,
  id: 'weekly',
  destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
}
const onOss: InventoryConfiguration = {
  ...neutral,
  id: 'weekly',
  destination: {
    bucket: 'reports-cn',
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
    format: 'csv',
  },
}

async function startClouds() {
  const emulator = await startEmulator()
  onTestFinished(async () => {
    await emulator.close()
    vi.unstubAllEnvs()
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 's3', name: 'photos-eu', region: 'eu-west-1' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn' })
  const oss = {
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  }
  return { emulator, oss }
}

it('writes one definition to two clouds and reads it back, wired by a container', async () => {
  const { oss } = await startClouds()
  const container = await createContainer({ modules: [awsS3Module(), alibabaOssModule(oss)] })
  const client = container.get(tokens.client)
  for (const [place, configuration] of [
    ['s3://photos', onS3],
    ['oss://photos-cn', onOss],
  ] as const) {
    const { findings, residual } = await client.put(place, configuration)
    expect(findings).toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/^filter\.size/) }),
    )
    expect(residual).toStrictEqual({ size: { min: 1 } })
    const stored = await client.get(`${place}#weekly`)
    expect(client.bucket(place).differences(configuration, stored.configuration)).toStrictEqual([])
    const listed = []
    for await (const entry of client.list(place)) listed.push(entry)
    expect(listed).toStrictEqual([stored])
    expect(await client.delete(place, 'weekly')).toStrictEqual({ existed: true })
  }
})

it('goes to the region and the connection that the location names', async () => {
  const { emulator, oss } = await startClouds()
  const client = createInventoryClient({
    providers: [createS3Provider(), createOssProvider(oss)],
    connections: { other: createOssProvider({ ...oss, accessKeySecret: 'wrong' }) },
  })
  await client.put('s3://photos-eu?region=eu-west-1', onS3)
  expect((await client.get('s3://photos-eu?region=eu-west-1#weekly')).configuration.id).toBe(
    'weekly',
  )
  await expect(client.get('s3://photos-eu#weekly')).rejects.toThrow('eu-west-1')
  await client.put('oss://photos-cn', onOss)
  await expect(client.get('oss://other@photos-cn#weekly')).rejects.toSatisfy((error) =>
    isInventoryError(error, 'unauthenticated'),
  )
  expect(emulator.requests({ operation: 'PutBucketInventory' })).toBe(1)
})

it('rejects with the reason of the signal, in the middle of a request', async () => {
  const { emulator, oss } = await startClouds()
  const client = createInventoryClient({ providers: [createS3Provider(), createOssProvider(oss)] })
  for (const [cloud, place] of [
    ['s3', 's3://photos#weekly'],
    ['oss', 'oss://photos-cn#weekly'],
  ] as const) {
    emulator.inject({ times: 9, effect: { type: 'hang' } })
    const controller = new AbortController()
    const reason = new Error('enough')
    const getting = client.get(place, { signal: controller.signal })
    const outcome = getting.catch((error: unknown) => error)
    await emulator.waitForHeld(1, { cloud })
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    emulator.resetFaults()
  }
})

it('does not take a bucket for an inventory that a server deleted in its place', async () => {
  const { emulator, oss } = await startClouds()
  const client = createInventoryClient({ providers: [createS3Provider(), createOssProvider(oss)] })
  for (const [place, configuration, operation] of [
    ['s3://photos', onS3, 'DeleteBucketInventoryConfiguration'],
    ['oss://photos-cn', onOss, 'DeleteBucketInventory'],
  ] as const) {
    await client.put(place, configuration)
    emulator.inject({ operation, effect: { type: 'ignore-inventory' } })
    await expect(client.delete(place, 'weekly')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('there is no bucket'),
    })
  }
})
