import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'

/** The bucket that a request is about, if it is there and belongs to whoever asks. */
export function existingBucket({ emulation, dialect, address, caller }: Exchange): Bucket {
  const name = address.bucket ?? ''
  const bucket = emulation.store.world.buckets[dialect.cloud].get(name)
  if (bucket === undefined) throw dialect.error('NoSuchBucket', { details: { BucketName: name } })
  if (bucket.owner !== caller.account.id) throw dialect.error('AccessDenied')
  return bucket
}
