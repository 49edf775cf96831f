import type { Address } from '../wire/dialect.ts'
import { hostOf, inHost, inPath, isPlainHost } from '../wire/host.ts'
import type { WireRequest } from '../wire/wire-request.ts'

/**
 * Virtual host first, on Alibaba's names and on others; path style on an IP address or a single word.
 *
 * ali-oss with an IP endpoint sends `Host: BUCKET.REGION.aliyuncs.com` and the bare path, with `sldEnable` the same
 * host and the bucket in the path as well. `/photos/x` at the host of `photos` can be either, so there are two
 * readings, and the signature, which is over bucket and key, decides.
 */
export function ossAddresses(request: WireRequest): readonly [Address, ...Address[]] {
  const host = hostOf(request)
  const vendor = vendorHost.exec(host)
  if (vendor === null && (isPlainHost(host) || host.startsWith('oss.')))
    return [inPath(request, host, undefined)]
  const region = vendor?.[2] === 'accelerate' ? undefined : vendor?.[2]
  const bucket = vendor === null ? host.slice(0, host.indexOf('.')) : vendor[1]
  // ali-oss lists buckets at `undefined.REGION.aliyuncs.com`: it writes down the bucket that it was not given.
  if (bucket === undefined || bucket === 'undefined') return [inPath(request, host, region)]
  const virtual = inHost(request, host, bucket, region)
  const inBoth = request.path === `/${bucket}` || request.path.startsWith(`/${bucket}/`)
  return inBoth ? [inPath(request, host, region), virtual] : [virtual]
}

/** `[bucket.]oss-cn-hangzhou[-internal].aliyuncs.com`, also without `oss-`, as a region given so makes ali-oss write. */
const vendorHost = /^(?:([^.]+)\.)?(?:oss|(?:oss-)?([a-z0-9-]+?)(?:-internal)?)\.aliyuncs\.com$/
