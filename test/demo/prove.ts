import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type OSS from 'ali-oss'

import type { DemoCommand } from './command.ts'
import { demoOssClient } from './demo-oss-client.ts'
import { letIn } from './let-in.ts'
import { putInParts } from './put-in-parts.ts'
import { demoTime } from './with-clouds.ts'
import type { Clouds } from './with-clouds.ts'

const hour = 3_600_000
const [from, to] = ['s3://photos#migration', 'oss://photos-cn#migration']

const video = content('video', 600_000)
/** On S3, but for the video, which is uploaded in parts. */
const photos = {
  '2024/fog.tif': content('fog', 900),
  '2024/lighthouse.jpg': content('lighthouse', 4000),
  '2025/harbour.jpg': content('harbour', 3000),
  '2025/storm.raw': content('storm', 8000),
  '2026/index.json': content('index', 200),
  '2026/sunrise.jpg': content('sunrise', 2000),
} as const
const newIndex = content('index of later', 210)

/** What a mover lost, cut short and met while it changed is found by two reports, copied again, and then proven to be there. */
export async function prove(command: DemoCommand, clouds: Clouds): Promise<void> {
  const s3 = new S3Client()
  const oss = demoOssClient(clouds.emulator)
  try {
    await listBoth(clouds)
    await letIn(clouds, from)
    clouds.setTime(demoTime + hour)
    await putOnS3(s3, photos)
    await putInParts(s3, 'photos', '2026/video.mp4', video)
    await deliver('s3', clouds, demoTime + 24 * hour)

    clouds.setTime(demoTime + 25 * hour)
    await putOnS3(s3, { '2026/index.json': newIndex })
    await migrateBadly(oss)
    await deliver('oss', clouds, demoTime + 26 * hour)
    await command.run(`compare ${from} ${to} --confirm --out proof --html proof.html`, 2)
    await command.run('job proof --for online-migration')

    clouds.setTime(demoTime + 27 * hour)
    for (const key of ['2024/fog.tif', '2024/lighthouse.jpg', '2025/storm.raw'] as const) {
      await oss.put(key, photos[key])
    }
    for (const cloud of ['s3', 'oss'] as const) await deliver(cloud, clouds, demoTime + 48 * hour)
    await writeChecksum(clouds.folder)
    await command.run(`compare ${from} ${to} --checksums-left checksums.csv`)
  } finally {
    s3.destroy()
  }
}

/** An inventory on each side, with all that tells whether an ETag is that of the content. */
async function listBoth({ client }: Clouds): Promise<void> {
  const fields = [
    'size',
    'lastModified',
    'etag',
    'storageClass',
    'isMultipartUploaded',
    'encryption',
  ]
  const inventory = { id: 'migration', schedule: { every: 'day' } }
  const destination = { bucket: 'reports', accountId: '000000000000', format: 'csv' }
  await client.put(
    's3://photos',
    parseInventoryConfiguration({ ...inventory, fields, destination }),
  )
  await client.put(
    'oss://photos-cn',
    parseInventoryConfiguration({
      ...inventory,
      fields: [...fields, 'objectType'],
      destination: { ...destination, roleArn: 'acs:ram::000000000000:role/AliyunOSSRole' },
    }),
  )
}

/** Two objects are forgotten, one is cut short, and one had changed by then. */
async function migrateBadly(oss: OSS): Promise<void> {
  await oss.put('2024/fog.tif', photos['2024/fog.tif'].subarray(0, 512))
  await oss.put('2025/harbour.jpg', photos['2025/harbour.jpg'])
  await oss.put('2026/index.json', newIndex)
  await oss.put('2026/sunrise.jpg', photos['2026/sunrise.jpg'])
  await oss.put('2026/video.mp4', video)
}

async function putOnS3(client: S3Client, objects: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [Key, Body] of Object.entries(objects)) {
    await client.send(new PutObjectCommand({ Bucket: 'photos', Key, Body }))
  }
}

async function deliver(
  cloud: 's3' | 'oss',
  { emulator, setTime }: Clouds,
  time: number,
): Promise<void> {
  setTime(time)
  const bucket = cloud === 's3' ? 'photos' : 'photos-cn'
  const delivery = await emulator.deliver(cloud, bucket, 'migration')
  if (!delivery.delivered) throw new Error(delivery.reason)
}

/** As whoever uploaded it would keep it: S3 lists no digest of what was uploaded in parts. */
async function writeChecksum(folder: string): Promise<void> {
  const md5 = createHash('md5').update(video).digest('hex')
  await writeFile(join(folder, 'checksums.csv'), `key,algorithm,value\n2026/video.mp4,MD5,${md5}\n`)
}

function content(of: string, size: number): Buffer {
  return Buffer.alloc(size, of)
}
