import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketMetadataConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketInventoryConfigurationsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3'
import type { S3Client } from '@aws-sdk/client-s3'
import type { LoggedRequest } from '@bucket-inventory/emulator'

import type { BareOssClient } from '../bare-oss.ts'

/** Sends a request again as a script would with the SDK alone, and reads its answer. What is not there is an answer too. */
export type BareReplay = (request: LoggedRequest) => Promise<void>

export function replayOnS3(client: S3Client): BareReplay {
  return async ({ operation, target, bucket: Bucket = '' }) => {
    const url = new URL(target, 'http://s3')
    const [, ...path] = url.pathname.split('/')
    const Key = decodeURIComponent(path.slice(1).join('/'))
    switch (operation) {
      case 'ListBucketInventoryConfigurations':
        await client.send(new ListBucketInventoryConfigurationsCommand({ Bucket }))
        return
      case 'ListObjectsV2':
        await client.send(
          new ListObjectsV2Command({
            Bucket,
            Prefix: url.searchParams.get('prefix') ?? '',
            Delimiter: '/',
            EncodingType: 'url',
          }),
        )
        return
      case 'HeadObject':
        await client.send(new HeadObjectCommand({ Bucket, Key }))
        return
      case 'GetObject': {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
        await Body?.transformToByteArray()
        return
      }
      case 'HeadBucket':
        await client.send(new HeadBucketCommand({ Bucket }))
        return
      case 'GetBucketPolicy':
        await client.send(new GetBucketPolicyCommand({ Bucket }))
        return
      case 'GetBucketEncryption':
        await client.send(new GetBucketEncryptionCommand({ Bucket }))
        return
      case 'GetBucketVersioning':
        await client.send(new GetBucketVersioningCommand({ Bucket }))
        return
      case 'GetBucketLifecycleConfiguration':
        await missingIsFine(client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))
        return
      case 'GetBucketMetadataConfiguration':
        await missingIsFine(client.send(new GetBucketMetadataConfigurationCommand({ Bucket })))
        return
      default:
        throw new Error(`nobody said how a script sends ${operation}`)
    }
  }
}

export function replayOnOss(client: BareOssClient): BareReplay {
  return async ({ method, target, bucket }) => {
    const url = new URL(target, 'http://oss')
    const [, ...path] = url.pathname.split('/')
    await missingIsFine(
      client.request({
        method,
        bucket,
        object: decodeURIComponent(path.slice(1).join('/')),
        subres: Object.fromEntries(url.searchParams),
        xmlResponse: url.searchParams.size > 0,
        successStatuses: [200],
      }),
    )
  }
}

async function missingIsFine(answer: Promise<unknown>): Promise<void> {
  try {
    await answer
  } catch (error) {
    const status =
      numberAt(error, 'status') ?? numberAt(valueAt(error, '$metadata'), 'httpStatusCode')
    if (status !== 404) throw error
  }
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = valueAt(value, key)
  return typeof found === 'number' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
