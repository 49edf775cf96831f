import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'

/** The bucket that a request is about, if it is there and belongs to whoever asks. */
export function existingBucket({ emulation, dialect, address, caller }: Exchange): Bucket {
  const name = address.bucket ?? ''
  const bucket = emulation.store.world.buckets[dialect.cloud].get(name)
  if (bucket === undefined) throw dialect.error('NoSuchBucket', { details: { BucketName: name } })
  if (bucket.owner !== caller.account.id)
    throw dialect.error('AccessDenied', { headers: regionHeader(bucket) })
  return bucket
}

/** S3 tells where a bucket is also whoever may not use it. */
function regionHeader({ cloud, region }: Bucket): Readonly<Record<string, string>> {
  return cloud === 's3' ? { 'x-amz-bucket-region': region } : {}
}
