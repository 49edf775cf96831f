import { existingBucket } from '../buckets/existing-bucket.ts'
import type { Exchange } from '../wire/dialect.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bucket } from '../world/world.ts'
import { isDirectoryBucket } from './directory-bucket.ts'
import { s3Error } from './s3-error.ts'

/** The bucket of a request: there, owned by the caller, as expected by the caller, and in the caller's region. */
export function openBucket(exchange: Exchange): Bucket {
  const bucket = existingBucket(exchange)
  checkRegion(exchange, bucket)
  checkExpectedOwner(exchange, bucket)
  return bucket
}

/** Refuses where `x-amz-expected-bucket-owner` names another account than the owner. */
export function checkExpectedOwner({ request }: Exchange, bucket: Bucket): void {
  const expected = headerOf(request, 'x-amz-expected-bucket-owner')
  if (expected === undefined) return
  if (isDirectoryBucket(bucket.name))
    throw s3Error('NotImplemented', { details: { Header: 'x-amz-expected-bucket-owner' } })
  if (expected !== bucket.owner) throw s3Error('AccessDenied')
}

function checkRegion({ emulation, address, caller }: Exchange, bucket: Bucket): void {
  const headers = { 'x-amz-bucket-region': bucket.region }
  const redirect = (): never => {
    const endpoint = `${bucket.name}.s3.${bucket.region}.amazonaws.com`
    throw s3Error('PermanentRedirect', {
      headers,
      details: { Endpoint: endpoint, Bucket: bucket.name },
    })
  }
  if (address.region !== undefined && address.region !== bucket.region) redirect()
  const { region = bucket.region } = caller
  if (region === bucket.region) return
  if (address.region === undefined && emulation.switches.s3WrongRegion === 'redirect') redirect()
  throw s3Error('AuthorizationHeaderMalformed', {
    headers,
    message: `The authorization header is malformed; the region '${region}' is wrong; expecting '${bucket.region}'`,
    details: { Region: bucket.region },
  })
}
