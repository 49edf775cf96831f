import type { Address } from './dialect.ts'
import type { WireRequest } from './wire-request.ts'
import { headerOf } from './wire-request.ts'

/** The host that a request names, without its port. */
export function hostOf(request: WireRequest): string {
  return (headerOf(request, 'host') ?? '').replace(/:\d+$/, '').toLowerCase()
}

/** Whether a host cannot hold a bucket's name: an IP address, or a single word. */
export function isPlainHost(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith('[') || !host.includes('.')
}

/** Bucket and key, both in the path. */
export function inPath(request: WireRequest, host: string, region: string | undefined): Address {
  const slash = request.path.indexOf('/', 1)
  const bucket = decodeURIComponent(request.path.slice(1, slash === -1 ? undefined : slash))
  const key = slash === -1 ? '' : decodeURIComponent(request.path.slice(slash + 1))
  return {
    host,
    ...(bucket === '' ? {} : { bucket }),
    ...(key === '' ? {} : { key }),
    ...(region === undefined ? {} : { region }),
  }
}

/** The bucket in the host, the key in the path. */
export function inHost(
  request: WireRequest,
  host: string,
  bucket: string,
  region: string | undefined,
): Address {
  const key = decodeURIComponent(request.path.slice(1))
  return {
    host,
    bucket,
    ...(key === '' ? {} : { key }),
    ...(region === undefined ? {} : { region }),
  }
}
