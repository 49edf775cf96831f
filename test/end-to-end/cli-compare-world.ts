import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { onTestFinished } from 'vitest'

import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import type { ReportsWorld } from './cli-reports-world.ts'

const minute = 60_000
const hour = 60 * minute

/** What both inventories list, so that ETags decide; OSS lists checksums besides. */
export const comparedFields = {
  s3: ['size', 'lastModified', 'etag', 'storageClass', 'isMultipartUploaded', 'encryption'],
  oss: [
    'size',
    'lastModified',
    'etag',
    'storageClass',
    'isMultipartUploaded',
    'encryption',
    'objectType',
    'checksum',
  ],
} as const

export const left = 's3://photos#daily'
export const right = 'oss://photos-cn#daily'

/** A migration that went wrong in every way. */
export interface CompareWorld extends ReportsWorld {
  /** Sizes of objects that are there as they should be. */
  readonly whole: Readonly<Record<string, number>>
  /** Puts an object of S3 as an upload in parts, of which it has one. */
  putInParts(key: string, body: Buffer): Promise<void>
}

/** Awkward keys are copied as they should be. */
const whole = { 'a/plain.txt': 5, 'a/b c+d%25&é漢😀.txt': 40, 'z"quoted", and\\b': 7, empty: 0 }
export const large = Buffer.alloc(60_000, 'x')

/**
 * S3 is scanned at `scanTime` and copied to OSS afterwards, which is scanned two hours later: everything in the copy is newer
 * than the scan of the source.
 */
export async function startCompareWorld(): Promise<CompareWorld> {
  const world = await startReportsWorld()
  const { s3, oss } = world.clouds
  const putInParts = inParts(world.emulator.s3)
  world.setTime(scanTime - 24 * hour)
  await world.fill(s3, whole, { fields: comparedFields.s3 })
  await s3.put('photos', 'b/cut.bin', bytes(5000, 'c'))
  await s3.put('photos', 'b/changed.bin', bytes(500, 'a'))
  await s3.put('photos', 'b/missing.bin', bytes(300, 'm'))
  await s3.put('photos', 'b/overwritten.bin', bytes(70, 'o'))
  await putInParts('large.bin', large)
  world.setTime(scanTime - 5 * minute)
  await s3.put('photos', 'late.txt', bytes(30, 'l'))
  world.setTime(scanTime)
  await world.deliver(s3)

  world.setTime(scanTime + hour)
  await s3.put('photos', 'b/overwritten.bin', bytes(71, 'n'))
  await world.fill(oss, whole, { fields: comparedFields.oss })
  await oss.put('photos-cn', 'b/cut.bin', bytes(4999, 'c'))
  await oss.put('photos-cn', 'b/changed.bin', bytes(500, 'b'))
  await oss.put('photos-cn', 'b/overwritten.bin', bytes(71, 'n'))
  await oss.put('photos-cn', 'large.bin', large)
  await oss.put('photos-cn', 'extra.txt', bytes(9, 'e'))
  world.setTime(scanTime + 2 * hour)
  await world.deliver(oss)
  return { ...world, whole, putInParts }
}

/** Everything that went wrong is copied again, and both sides are scanned once more. */
export async function mend(world: CompareWorld): Promise<void> {
  const { s3, oss } = world.clouds
  await oss.put('photos-cn', 'b/cut.bin', bytes(5000, 'c'))
  await oss.put('photos-cn', 'b/changed.bin', bytes(500, 'a'))
  await oss.put('photos-cn', 'b/missing.bin', bytes(300, 'm'))
  await oss.put('photos-cn', 'late.txt', bytes(30, 'l'))
  await oss.remove('photos-cn', 'extra.txt')
  world.setTime(scanTime + 24 * hour)
  await world.deliver(s3)
  await world.deliver(oss)
}

export function bytes(size: number, of: string): Buffer {
  return Buffer.alloc(size, of)
}

function inParts(endpoint: string): CompareWorld['putInParts'] {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  onTestFinished(() => {
    client.destroy()
  })
  return async (Key, Body) => {
    const upload = { Bucket: 'photos', Key }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload))
    const part = { ...upload, UploadId, PartNumber: 1, Body }
    const { ETag } = await client.send(new UploadPartCommand(part))
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] }
    const completed = { ...upload, UploadId, MultipartUpload }
    await client.send(new CompleteMultipartUploadCommand(completed))
  }
}
