import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startMoto } from './moto-server.ts'
import type { MotoServer } from './moto-server.ts'

// moto's inventories are not S3's. What these tests stay clear of, each seen in moto 5.2:
// - get always says `All` for the versions: all versions are asked for;
// - get splits a single optional field into its letters: there are several;
// - list has another root than S3's, and one field named `Field` for each configuration: it is refused;
// - SSE-S3 gets lost: encryption is by KMS;
// - a missing id is `NoSuchInventoryConfig`: our adapter takes that for what it is;
// - a deletion falls through to the bucket itself: nothing is deleted here.
let moto: MotoServer
let s3: S3Client
let photos: BucketInventories

const configuration: InventoryConfiguration = parseInventoryConfiguration({
  id: 'report',
  schedule: { every: 'week' },
  versions: 'all',
  filter: { prefix: 'logs/a&b<c>' },
  fields: ['size', 'etag'],
  destination: {
    bucket: 'reports',
    accountId: '012345678901',
    format: 'orc',
    encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:012345678901:key/1' },
  },
})

beforeAll(async () => {
  moto = await startMoto()
  s3 = new S3Client({
    endpoint: moto.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  await s3.send(new CreateBucketCommand({ Bucket: 'photos' }))
  photos = new BucketInventories(createS3Provider({ client: s3, region: 'us-east-1' }), 'photos')
})

afterAll(async () => {
  s3.destroy()
  await moto.close()
})

it('takes what our adapter puts, and gives it back', async () => {
  expect(await photos.put(configuration)).toMatchObject({ outcome: 'written', findings: [] })
  expect((await photos.get('report')).configuration).toStrictEqual(configuration)
})

it('says that there is no such configuration in words of its own', async () => {
  await expect(photos.get('missing')).rejects.toMatchObject({
    code: 'not-found',
    message: 'bucket "photos" has no inventory "missing"',
  })
})

it('gives a list that is none of S3, which is said and never taken for an empty one', async () => {
  const listing = photos.list()[Symbol.asyncIterator]().next()
  await expect(listing).rejects.toMatchObject({
    code: 'protocol',
    message: expect.stringContaining('got <ListBucketInventoryConfigurationsResponse>'),
  })
})
