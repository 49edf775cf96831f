import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import OSS from 'ali-oss'

import type { Step } from './compared-history.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'

/** Writes contents to the buckets of a cloud, by the SDK of its service. */
export interface ContentsClient {
  apply(bucket: string, key: string, step: Step): Promise<void>
  close(): void
}

export function contentsClient(world: DeliveringCloud): ContentsClient {
  return world.cloud === 's3' ? s3Contents(world) : ossContents(world)
}

function s3Contents({ emulator, region }: DeliveringCloud): ContentsClient {
  const s3 = new S3Client({
    endpoint: emulator.s3,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  return {
    async apply(Bucket, Key, step) {
      const where = { Bucket, Key }
      if (step.type === 'delete') {
        await s3.send(new DeleteObjectCommand(where))
        return
      }
      const Body = bytesOf(step.content)
      const encryption = step.isEncrypted ? ({ ServerSideEncryption: 'aws:kms' } as const) : {}
      if (step.type === 'put') {
        await s3.send(new PutObjectCommand({ ...where, ...encryption, Body }))
        return
      }
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({ ...where, ...encryption }),
      )
      const part = await s3.send(new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body }))
      const MultipartUpload = { Parts: [{ ETag: part.ETag, PartNumber: 1 }] }
      await s3.send(new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload }))
    },
    close: () => s3.destroy(),
  }
}

function ossContents({ emulator, region }: DeliveringCloud): ContentsClient {
  const clientOf = (bucket: string) => {
    const settings: OSS.Options & { readonly sldEnable: boolean } = {
      endpoint: emulator.oss,
      accessKeyId: 'test',
      accessKeySecret: 'test',
      region: `oss-${region}`,
      bucket,
      authorizationV4: true,
      sldEnable: true,
    }
    return new OSS(settings)
  }
  return {
    async apply(bucket, key, step) {
      const oss = clientOf(bucket)
      if (step.type === 'delete') {
        await oss.delete(key)
        return
      }
      const content = bytesOf(step.content)
      const headers = step.isEncrypted ? { 'x-oss-server-side-encryption': 'AES256' } : {}
      if (step.type === 'put') {
        await oss.put(key, content, { headers })
        return
      }
      const { uploadId } = await oss.initMultipartUpload(key, { headers })
      const { etag } = await oss.uploadPart(key, uploadId, 1, content, 0, content.length)
      await oss.completeMultipartUpload(key, uploadId, [{ number: 1, etag }])
    },
    close: () => {},
  }
}

function bytesOf({ size, byte }: { readonly size: number; readonly byte: string }): Buffer {
  return Buffer.alloc(size, byte)
}
