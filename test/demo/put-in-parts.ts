import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3'

/** The least that a part has which is not the last. */
const partSize = 5 * 1024 * 1024

/** Uploads an object as a person's tools do what is large: its ETag is that of its parts. */
export async function putInParts(
  client: S3Client,
  Bucket: string,
  Key: string,
  body: Buffer,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
  const Parts: CompletedPart[] = []
  for (let start = 0; start < body.length; start += partSize) {
    const PartNumber = Parts.length + 1
    const Body = body.subarray(start, start + partSize)
    const part = { Bucket, Key, UploadId, PartNumber, Body }
    const { ETag } = await client.send(new UploadPartCommand(part))
    Parts.push({ ETag, PartNumber })
  }
  const whole = { Bucket, Key, UploadId, MultipartUpload: { Parts } }
  await client.send(new CompleteMultipartUploadCommand(whole))
}
