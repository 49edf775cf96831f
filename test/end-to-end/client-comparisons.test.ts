import { S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { expect, it, onTestFinished } from 'vitest'

import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import type { ReportsWorld } from './cli-reports-world.ts'

const day = 24 * 3_600_000

async function startWorld(): Promise<ReportsWorld & { readonly client: InventoryClient }> {
  const world = await startReportsWorld()
  const s3 = new S3Client({
    endpoint: world.emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  onTestFinished(() => {
    s3.destroy()
  })
  const oss = createOssProvider({
    endpoint: world.emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  const providers = [
    createS3Provider({ client: s3 }),
    oss,
    createMemoryProvider({ buckets: ['photos'] }),
  ]
  return { ...world, client: createInventoryClient({ providers }) }
}

it.each(['s3', 'oss'] as const)(
  'opens a report of %s for a comparison, with its configuration and whether it is overdue',
  async (name) => {
    const world = await startWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, { 'a/b': 5 }, { filter: { prefix: 'a/' } })
    const manifestKey = await world.deliver(cloud)
    const known = { configuration: { id: 'daily', filter: { prefix: 'a/' } } }

    const fresh = { now: () => scanTime + day }
    const side = await world.client.comparedReport(cloud.inventory, fresh)
    expect(side).toMatchObject({ ...known, name: cloud.inventory, overdue: false })
    expect(side.report.manifest).toMatchObject({ sourceBucket: cloud.source, time: scanTime })
    const late = { now: () => scanTime + 9 * day, name: 'the source' }
    expect(await world.client.comparedReport(cloud.inventory, late)).toMatchObject({
      overdue: true,
      name: 'the source',
    })

    const place = `${name}://${cloud.destination}/${manifestKey}`
    const one = await world.client.comparedReport(place)
    expect(one).toMatchObject({ ...known, name: place })
    expect(one).not.toHaveProperty('overdue')
    const configuration = { ...(one.configuration ?? expect.fail()), id: 'other' }
    expect(await world.client.comparedReport(place, { configuration })).toMatchObject({
      configuration: { id: 'other' },
    })
    await expect(world.client.comparedReport(place, { at: scanTime })).rejects.toMatchObject({
      code: 'invalid-input',
    })

    await world.client.delete(`${name}://${cloud.source}#daily`)
    expect(await world.client.comparedReport(place)).not.toHaveProperty('configuration')
  },
)

it('knows no configuration of a report that was copied, or that nobody may look at', async () => {
  const world = await startWorld()
  const { s3 } = world.clouds
  await world.fill(s3, { a: 5 })
  const manifestKey = await world.deliver(s3)
  const place = `s3://reports/${manifestKey}`
  const denied = { type: 'error', status: 403, code: 'AccessDenied' } as const
  const operation = 'GetBucketInventoryConfiguration'
  world.emulator.inject({ operation, effect: denied, times: 1 })
  expect(await world.client.comparedReport(place)).not.toHaveProperty('configuration')

  const manifest = await s3.get('reports', manifestKey)
  const folder = manifestKey.slice(0, manifestKey.lastIndexOf('/'))
  const checksum = await s3.get('reports', `${folder}/manifest.checksum`)
  await s3.put('reports', 'copied/2026-11-20T01-00Z/manifest.json', manifest)
  await s3.put('reports', 'copied/2026-11-20T01-00Z/manifest.checksum', checksum)
  const copied = 's3://reports/copied/2026-11-20T01-00Z/manifest.json'
  expect(await world.client.comparedReport(copied)).not.toHaveProperty('configuration')

  const broken = { type: 'error', status: 500, code: 'InternalError' } as const
  world.emulator.inject({ operation, effect: broken, times: 10 })
  await expect(world.client.comparedReport(place)).rejects.toMatchObject({ code: 'unavailable' })
})

it.each(['s3://photos', './folder'])('does not open %s as a side', async (place) => {
  const { client } = await startWorld()
  await expect(client.comparedReport(place)).rejects.toMatchObject({ code: 'invalid-input' })
})

it('looks at objects of both sides, each by its own provider', async () => {
  const { client, clouds } = await startWorld()
  await clouds.s3.put('photos', 'a', '123456789')
  await clouds.oss.put('photos-cn', 'copies/a', '123456789')
  const confirm = client.confirmObjects('s3://photos', 'oss://photos-cn')
  expect(await confirm('left', { key: 'a' }, {})).toMatchObject({ key: 'a', size: 9 })
  expect(await confirm('left', { key: 'copies/a' }, {})).toBeUndefined()
  expect(await confirm('right', { key: 'copies/a' }, {})).toMatchObject({
    key: 'copies/a',
    etag: '25F9E794323B453885F5181F1B624D0B',
    checksum: { algorithm: 'crc64', value: '11051210869376104954' },
  })
  const odd = { key: 'a\uFFFD', keyBytes: Uint8Array.of(0x61, 0xff) }
  await expect(confirm('left', odd, {})).rejects.toMatchObject({ code: 'unsupported' })
  const reason = new Error('enough')
  const aborted = { signal: AbortSignal.abort(reason) }
  await expect(confirm('right', { key: 'a' }, aborted)).rejects.toBe(reason)
})

it('confirms nothing where a provider looks at no objects', async () => {
  const { client } = await startWorld()
  expect(() => client.confirmObjects('s3://photos', 'memory://photos')).toThrow(
    expect.objectContaining({ code: 'unsupported' }),
  )
})
