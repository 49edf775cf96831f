import type { Address } from '../wire/dialect.ts'
import { hostOf, inHost, inPath, isPlainHost } from '../wire/host.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { isDirectoryBucket } from './directory-bucket.ts'

/**
 * Path style on an IP address, a single word, or a host that starts with `s3.` or `s3-`; else the bucket is in the
 * host, before what is known of AWS's own names, or before the first dot.
 */
export function s3Address(request: WireRequest): Address {
  const address = readAddress(request)
  const { bucket = '', key } = address
  // At an endpoint of one's own SDKs write `/BUCKET//KEY` for directory buckets.
  if (!isDirectoryBucket(bucket) || key?.startsWith('/') !== true) return address
  const { key: _key, ...others } = address
  return key === '/' ? others : { ...others, key: key.slice(1) }
}

function readAddress(request: WireRequest): Address {
  const host = hostOf(request)
  const vendor = vendorHost.exec(host)
  if (vendor !== null) {
    const [, bucket, region] = vendor
    return bucket === undefined
      ? inPath(request, host, region)
      : inHost(request, host, bucket, region)
  }
  if (isPlainHost(host) || /^s3[.-]/.test(host)) return inPath(request, host, undefined)
  const local = /^(.+)\.localhost$/.exec(host)
  return inHost(request, host, local?.[1] ?? host.slice(0, host.indexOf('.')), undefined)
}

const vendorHost =
  /^(?:(.+)\.)?s3(?:express-control)?(?:[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\.cn)?$/
