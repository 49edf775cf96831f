import { readAnswer } from '@bucket-inventory/core'

import { readS3ObjectPage } from './s3-object-list.ts'
import type { S3Requests } from './s3-requests.ts'

/** Whether a listed bucket has any current object below a prefix, by a list of one key. */
export async function anyS3Object(
  bucket: string,
  prefix: string,
  requests: S3Requests,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { text } = await requests.exchange(
    {
      bucket,
      missing: 'objects',
      command: (sdk, common) =>
        new sdk.ListObjectsV2Command({
          ...common,
          Prefix: prefix,
          MaxKeys: 1,
          EncodingType: 'url',
        }),
    },
    signal,
  )
  const { entries } = readAnswer(`bucket "${bucket}"`, () => readS3ObjectPage(text))
  return entries.length > 0
}
