import { PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'

import { comparedFields, left, right } from './cli-compare-world.ts'
import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import type { ReportsWorld } from './cli-reports-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'

const hour = 3_600_000

/** Two versions of a key and a deletion on both sides, and one version that only the source has. */
async function startVersionsWorld(): Promise<ReportsWorld> {
  const world = await startReportsWorld()
  await keepVersions(world)
  for (const [index, cloud] of Object.values(world.clouds).entries()) {
    world.setTime(scanTime - (48 - index) * hour)
    await world.fill(
      cloud,
      { a: 1, gone: 2 },
      { versions: 'all', fields: comparedFields[cloud.cloud] },
    )
    await cloud.put(cloud.source, 'a', 'second')
    await cloud.remove(cloud.source, 'gone')
    if (cloud.cloud === 's3') await cloud.put(cloud.source, 'a', 'third')
    world.setTime(scanTime)
    await world.deliver(cloud)
  }
  return world
}

async function keepVersions({ emulator }: ReportsWorld): Promise<void> {
  const s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'photos', VersioningConfiguration }))
  s3.destroy()
  await ossClient(emulator.oss).request({
    method: 'PUT',
    bucket: 'photos-cn',
    subres: 'versioning',
    mime: 'xml',
    content: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    successStatuses: [200],
  })
}

async function countsOf(world: ReportsWorld, ...flags: string[]): Promise<unknown> {
  const { output, messages } = await world.run(['compare', left, right, '--json', ...flags])
  if (output === '') throw new Error(messages)
  return JSON.parse(output).counts
}

it('compares the latest versions, or all of them', async () => {
  const world = await startVersionsWorld()
  // "third" of the source and "second" of the copy.
  expect(await countsOf(world)).toMatchObject({ same: 0, missing: 0, 'size-differs': 1 })
  expect(await countsOf(world, '--match', 'version')).toMatchObject({
    // Two versions of "a", one of "gone", and its delete marker.
    same: 4,
    missing: 1,
    extra: 0,
    'size-differs': 0,
  })
})
