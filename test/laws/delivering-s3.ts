import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { StorageClass } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { startEmulator } from '@bucket-inventory/emulator'

import type { DeliveringCloud, ObjectChange, ToldVersion } from './delivering-cloud.ts'

const storageClasses = ['STANDARD', 'STANDARD_IA', 'GLACIER', 'INTELLIGENT_TIERING'] as const

/** Of reports. */
export const s3Formats = ['csv', 'parquet', 'orc'] as const

/** S3 in an emulator of its own, with a bucket for reports. */
export async function startDeliveringS3(now: () => number): Promise<DeliveringCloud> {
  const emulator = await startEmulator({ now, switches: { s3DeliveryPolicy: 'any' } })
  const s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
  return {
    cloud: 's3',
    region: 'us-east-1',
    emulator,
    provider: createS3Provider({ client: s3, region: 'us-east-1' }),
    destination: { bucket: 'reports', accountId: '000000000000' },
    storageClasses,
    change: (bucket, change) => changeObject(s3, bucket, change),
    versions: (bucket) => listVersions(s3, bucket),
    close: async () => {
      s3.destroy()
      await emulator.close()
    },
  }
}

async function changeObject(s3: S3Client, Bucket: string, change: ObjectChange): Promise<void> {
  const where = { Bucket, Key: change.key }
  if (change.type === 'delete') {
    await s3.send(new DeleteObjectCommand(where))
    return
  }
  const Body = Buffer.alloc(change.size, change.key)
  if (change.type === 'put') {
    const StorageClass = classNamed(change.storageClass)
    const encryption = change.encrypted ? ({ ServerSideEncryption: 'aws:kms' } as const) : {}
    await s3.send(new PutObjectCommand({ ...where, Body, StorageClass, ...encryption }))
    return
  }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(where))
  const part = await s3.send(new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body }))
  const MultipartUpload = { Parts: [{ ETag: part.ETag, PartNumber: 1 }] }
  await s3.send(new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload }))
}

function classNamed(word: string): StorageClass {
  const found = storageClasses.find((known) => known === word)
  if (found === undefined) throw new Error(`there is no class "${word}"`)
  return found
}

async function listVersions(s3: S3Client, Bucket: string): Promise<readonly ToldVersion[]> {
  const listing = await s3.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url' }))
  if (listing.IsTruncated === true) throw new Error('there is more than a page')
  const markers = (listing.DeleteMarkers ?? []).map((marker): ToldVersion => ({
    ...identityOf(marker),
    isDeleteMarker: true,
    size: undefined,
    etag: undefined,
    storageClass: undefined,
    isMultipartUploaded: undefined,
    isEncrypted: undefined,
    checksum: undefined,
  }))
  const versions = (listing.Versions ?? []).map(async (version): Promise<ToldVersion> => {
    const identity = identityOf(version)
    const head = await s3.send(
      new HeadObjectCommand({
        Bucket,
        Key: identity.key,
        VersionId: version.VersionId,
        ChecksumMode: 'ENABLED',
      }),
    )
    if (head.ContentLength !== version.Size || head.ETag !== version.ETag)
      throw new Error(`HEAD and the listing disagree on "${identity.key}"`)
    const etag = unquoted(version.ETag)
    return {
      ...identity,
      isDeleteMarker: false,
      size: version.Size,
      etag,
      storageClass: version.StorageClass,
      isMultipartUploaded: etag.includes('-'),
      isEncrypted: true,
      checksum: head.ChecksumCRC32 === undefined ? undefined : 'CRC32',
    }
  })
  return [...markers, ...(await Promise.all(versions))]
}

interface Listed {
  readonly Key?: string | undefined
  readonly VersionId?: string | undefined
  readonly IsLatest?: boolean | undefined
  readonly LastModified?: Date | undefined
}

function identityOf({ Key = '', VersionId, IsLatest, LastModified }: Listed) {
  if (LastModified === undefined) throw new Error(`the listing has no time for "${Key}"`)
  return {
    key: decodeURIComponent(Key.replaceAll('+', ' ')),
    versionId: VersionId === undefined || VersionId === 'null' ? null : VersionId,
    isLatest: IsLatest === true,
    lastModified: Math.floor(LastModified.getTime() / 1000) * 1000,
  }
}

function unquoted(etag = ''): string {
  return etag.replaceAll('"', '')
}
