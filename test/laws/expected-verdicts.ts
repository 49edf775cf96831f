import type { ComparedObject } from '@bucket-inventory/compare'

import type { KnownObject } from './known-bucket.ts'

export interface ExpectedOptions {
  readonly trust: 'checksum' | 'size'
  readonly live: 'left' | 'both'
  readonly margin: number
  /** When each side was scanned. */
  readonly leftTime: number
  readonly rightTime: number
  /** Whether two objects of one size are told apart. Default: by what reports say. */
  readonly isTold?: (left: KnownObject, right: KnownObject) => boolean
}

/** A verdict, and what it would be where it is in flight. */
export type ExpectedVerdict =
  | Exclude<ComparedObject['verdict'], 'in-flight'>
  | `in-flight, else ${string}`

/**
 * What is to be said of each key, by what is known of the objects themselves and of what the services promise of their ETags and
 * checksums. Keys are those of the right side.
 */
export function expectedVerdicts(
  left: ReadonlyMap<string, KnownObject>,
  right: ReadonlyMap<string, KnownObject>,
  options: ExpectedOptions,
): ReadonlyMap<string, ExpectedVerdict> {
  const keys = [...new Set([...left.keys(), ...right.keys()])]
  return new Map(keys.map((key) => [key, expectedOf(left.get(key), right.get(key), options)]))
}

function expectedOf(
  left: KnownObject | undefined,
  right: KnownObject | undefined,
  options: ExpectedOptions,
): ExpectedVerdict {
  const { live, margin, leftTime, rightTime } = options
  const older = Math.min(leftTime, rightTime)
  const isLate = (object: KnownObject | undefined, scan: number) =>
    object !== undefined && object.at > scan - margin
  const isLive = live === 'both'
  if (left === undefined) {
    return isLive && isLate(right, older) ? 'in-flight, else extra' : 'extra'
  }
  if (right === undefined) return isLate(left, older) ? 'in-flight, else missing' : 'missing'
  const verdict = ofContents(left, right, options)
  if (verdict === 'same' || verdict === 'cannot-tell') return verdict
  const isExcused = isLate(left, leftTime) || (isLive && isLate(right, rightTime))
  return isExcused ? `in-flight, else ${verdict}` : verdict
}

function ofContents(
  left: KnownObject,
  right: KnownObject,
  { trust, isTold = isToldByReports }: ExpectedOptions,
) {
  if (left.content.size !== right.content.size) return 'size-differs'
  if (isTold(left, right)) return haveSameContent(left, right) ? 'same' : 'content-differs'
  return trust === 'size' ? 'same' : 'cannot-tell'
}

/** Whether reports tell if two objects have one content: by size, by the CRC-64 of OSS, or by ETags. */
export function isToldByReports(left: KnownObject, right: KnownObject): boolean {
  if (left.content.size !== right.content.size || left.content.size === 0) return true
  if (left.cloud === 'oss' && right.cloud === 'oss') return true
  return haveSameContent(left, right)
    ? left.etag.toLowerCase() === right.etag.toLowerCase()
    : hasMd5(left) && hasMd5(right)
}

/** The truth. */
export function haveSameContent(
  { content: left }: KnownObject,
  { content: right }: KnownObject,
): boolean {
  return left.size === right.size && (left.size === 0 || left.byte === right.byte)
}

/** Whether the service says that the ETag is the MD5 of the content, and a report that it is such an object. */
function hasMd5({ type, isEncrypted }: KnownObject): boolean {
  return type === 'put' && !isEncrypted
}
