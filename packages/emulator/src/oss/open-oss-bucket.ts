import { existingBucket } from '../buckets/existing-bucket.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'
import { ossError } from './oss-error.ts'

/** The bucket of a request: there, owned by the caller, and in the region that host and signature name. */
export function openOssBucket(exchange: Exchange): Bucket {
  const { emulation, address, caller } = exchange
  const bucket = existingBucket(exchange)
  if (address.region !== undefined && address.region !== bucket.region) {
    const code =
      emulation.switches.ossWrongRegion === 'access-denied' ? 'AccessDenied' : 'AccessForbidden'
    throw ossError(code, {
      message:
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      ec: '0003-00001403',
      details: { Bucket: bucket.name, Endpoint: `oss-${bucket.region}.aliyuncs.com` },
    })
  }
  // https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/issues/29
  if (caller.region !== undefined && caller.region !== bucket.region)
    throw ossError('InvalidArgument', {
      message: 'Invalid signing region in Authorization header.',
      ec: '0002-00000226',
    })
  return bucket
}
