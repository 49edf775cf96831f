import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'

import { isDirectoryBucket } from '../s3-arn.ts'
import type { S3Requests } from '../s3-requests.ts'

/** Whether there is a bucket, where, and whose. */
export interface BucketLook {
  /** `hidden`: nobody lets us see. */
  readonly state: 'there' | 'missing' | 'hidden'
  readonly region?: string
  /** Whether it belongs to the account that was asked about. */
  readonly owner: 'right' | 'another' | 'unknown'
  /** Of `missing` and `hidden`, and of one that lies where these credentials do not reach. */
  readonly error?: InventoryError
}

/** The requests of a region; of the region of the connection where none is given. */
export type RequestsIn = (region: string | undefined) => S3Requests

/**
 * Two requests at most, and one more where the bucket lies in another region than the connection. `account` is the one
 * that is asked about. Rejects when throttled or with no answer.
 */
export async function lookAtBucket(
  requestsIn: RequestsIn,
  bucket: string,
  account: string | undefined,
): Promise<BucketLook> {
  const requests = requestsIn(undefined)
  await requests.learnRegion()
  const look = await ask(requests, bucket, account)
  const { region } = look
  if (look.error === undefined || region === undefined || region === requests.region) return look
  const elsewhere = requestsIn(region)
  // A client that was given reaches one region only; what it was told is all there is.
  if (elsewhere === requests) return { state: 'there', region, owner: 'unknown', error: look.error }
  return ask(elsewhere, bucket, account)
}

async function ask(
  requests: S3Requests,
  bucket: string,
  account: string | undefined,
): Promise<BucketLook> {
  // Directory buckets answer 501 to an expected owner.
  const asked = isDirectoryBucket(bucket) ? undefined : account
  const first = await head(requests, bucket, asked)
  if (asked === undefined || first.error?.code !== 'permission-denied') return first
  // Another owner and a missing right are refused alike.
  const second = await head(requests, bucket, undefined)
  return second.state === 'there' ? { ...second, owner: 'another' } : second
}

async function head(
  requests: S3Requests,
  bucket: string,
  account: string | undefined,
): Promise<BucketLook> {
  try {
    const { output } = await requests.exchange({
      bucket,
      missing: 'buckets',
      command: (sdk) =>
        new sdk.HeadBucketCommand({
          Bucket: bucket,
          ...(account === undefined ? {} : { ExpectedBucketOwner: account }),
        }),
      modelled: true,
    })
    const region = textAt(output, 'BucketRegion') ?? requests.region
    const owner = account === undefined ? 'unknown' : 'right'
    return { state: 'there', ...(region === undefined ? {} : { region }), owner }
  } catch (error) {
    if (!isInventoryError(error) || error.retryable) throw error
    const region = regionOf(error)
    return {
      state: error.code === 'not-found' ? 'missing' : 'hidden',
      ...(region === undefined ? {} : { region }),
      owner: 'unknown',
      error,
    }
  }
}

/** S3 says it also where it refuses. */
function regionOf({ cause }: InventoryError): string | undefined {
  const headers = valueAt(valueAt(cause, '$response'), 'headers')
  return textAt(headers, 'x-amz-bucket-region')
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
