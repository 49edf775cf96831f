import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

import type { DemoCommand } from './command.ts'
import { deliveredPlaces } from './delivered-places.ts'
import { demoOssClient } from './demo-oss-client.ts'
import type { Clouds } from './with-clouds.ts'

/** What makes readers stumble: a space, a plus, a percent sign, what is beyond ASCII, a quote, a line end. */
const keys = ['a b+c.txt', '100%.txt', 'année/照片.jpg', 'say "cheese".jpg', 'two\nlines.txt']

/** Objects put by the vendors' SDKs; their reports delivered, found, verified and read, on both clouds. */
export async function deliver({ run }: DemoCommand, clouds: Clouds): Promise<void> {
  await putOnS3()
  await putOnOss(clouds)
  for (const place of deliveredPlaces) {
    await run(`emulator deliver ${place}`)
    await run(`reports ${place}`)
    await run(`verify ${place}`)
    await run(`read ${place} --fields key,size --max-size 20`)
  }
  await run(`status ${deliveredPlaces.join(' ')}`)
}

async function putOnS3(): Promise<void> {
  const client = new S3Client()
  try {
    for (const Key of keys) {
      await client.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: bodyOf(Key) }))
    }
  } finally {
    client.destroy()
  }
}

async function putOnOss({ emulator }: Clouds): Promise<void> {
  const client = demoOssClient(emulator)
  for (const key of keys) await client.put(key, Buffer.from(bodyOf(key)))
}

function bodyOf(key: string): string {
  return 'x'.repeat(Buffer.byteLength(key))
}
