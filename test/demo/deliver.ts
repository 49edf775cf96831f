import { PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { parseInventoryConfiguration } from '@bucket-inventory/core'

import type { DemoCommand } from './command.ts'
import { demoOssClient } from './demo-oss-client.ts'
import type { Clouds } from './with-clouds.ts'

/** What makes readers stumble: a space, a plus, a percent sign, what is beyond ASCII, a quote, a line end. */
const keys = ['a b+c.txt', '100%.txt', 'année/照片.jpg', 'say "cheese".jpg', 'two\nlines.txt']

const inventories = {
  's3://photos': { format: 'orc', accountId: '000000000000' },
  'oss://photos-cn': {
    format: 'csv',
    accountId: '000000000000',
    roleArn: 'acs:ram::000000000000:role/AliyunOSSRole',
  },
} as const

/** Objects put by the vendors' SDKs; their reports delivered, found, verified and read, on both clouds. */
export async function deliver({ run }: DemoCommand, clouds: Clouds): Promise<void> {
  await putOnS3()
  await putOnOss(clouds)
  for (const [place, destination] of Object.entries(inventories)) {
    const configuration = parseInventoryConfiguration({
      id: 'delivered',
      schedule: { every: 'day' },
      fields: ['size', 'lastModified', 'etag', 'storageClass'],
      destination: { bucket: 'reports', prefix: 'inventories', ...destination },
    })
    await clouds.client.put(place, configuration)
  }
  await run(`emulator deliver s3://photos#delivered`, 1)
  await letS3In()
  for (const place of Object.keys(inventories)) {
    await run(`emulator deliver ${place}#delivered`)
    await run(`reports ${place}#delivered`)
    await run(`verify ${place}#delivered`)
    await run(`read ${place}#delivered --fields key,size --max-size 20`)
  }
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

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1 */
async function letS3In(): Promise<void> {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::reports/*',
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' },
          StringEquals: {
            'aws:SourceAccount': '000000000000',
            's3:x-amz-acl': 'bucket-owner-full-control',
          },
        },
      },
    ],
  })
  const client = new S3Client()
  try {
    await client.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy }))
  } finally {
    client.destroy()
  }
}

function bodyOf(key: string): string {
  return 'x'.repeat(Buffer.byteLength(key))
}
