import { algorithmOf, orderChecksums, ownChecksum } from './checksum'
import { lowered } from './etag'
import {
  CHECKSUM_PART,
  ETAG,
  ETAG_FORM,
  ETAG_NONE,
  ETAG_OTHER,
  ETAG_PART,
  FLAGS,
  HAS_NULL_VERSION,
  HAS_VERSION,
  JOINED,
  linked,
  NEXT,
  PARTS,
  partLength,
  partOf,
  ROW,
  SIZE,
  TIME,
  VERSION_PART,
} from './record'

// What versions are put in order by; numbers from BY_CHECKSUM on: by the checksum of an algorithm.
export const BY_VERSION: u32 = 0
export const BY_TIME: u32 = 1
export const BY_SIZE: u32 = 2
export const BY_ETAG: u32 = 3
export const BY_CHECKSUM: u32 = 256

/** Whether a record has what it would be put in order by. */
export function isOrdered(record: usize, by: u32): bool {
  if (by >= BY_CHECKSUM) return checksumOf(record, by - BY_CHECKSUM) !== 0
  const size = load<f64>(record, SIZE)
  if (by === BY_SIZE) return size === size
  if (by === BY_ETAG) {
    return size === size && (load<u32>(record, FLAGS) & ETAG_FORM) !== ETAG_NONE
  }
  return true
}

/** Below 0, 0, above 0. */
export function compareBy(by: u32, one: usize, other: usize): i32 {
  switch (by) {
    case BY_VERSION:
      return byVersion(one, other)
    case BY_TIME:
      return byTime(one, other)
    case BY_SIZE:
      return byNumber(load<f64>(one, SIZE), load<f64>(other, SIZE))
    case BY_ETAG:
      return byEtag(one, other)
    default:
      return orderChecksums(checksumOf(one, by - BY_CHECKSUM), checksumOf(other, by - BY_CHECKSUM))
  }
}

/** Of an algorithm; 0: none. */
function checksumOf(record: usize, algorithm: u32): usize {
  const own = ownChecksum(record)
  if (own !== 0 && algorithmOf(own) === algorithm) return own
  for (let joined = linked(record, JOINED); joined !== 0; joined = linked(joined, NEXT)) {
    const checksum = partOf(joined, CHECKSUM_PART)
    if (algorithmOf(checksum) === algorithm) return checksum
  }
  return 0
}

function byNumber(one: f64, other: f64): i32 {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function byCount(one: u32, other: u32): i32 {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Oldest first; without a time last. */
function byTime(one: usize, other: usize): i32 {
  const a = load<f64>(one, TIME)
  const b = load<f64>(other, TIME)
  if (a !== b && (a === a || b === b)) return b !== b || a < b ? -1 : 1
  // Versions of one key are listed newest first.
  return byCount(load<u32>(other, ROW), load<u32>(one, ROW))
}

function byVersion(one: usize, other: usize): i32 {
  const mask = HAS_NULL_VERSION | HAS_VERSION
  const kinds = byCount(load<u32>(one, FLAGS) & mask, load<u32>(other, FLAGS) & mask)
  if (kinds !== 0) return kinds
  const texts = byText(one, other, VERSION_PART, false)
  return texts === 0 ? byCount(load<u32>(one, ROW), load<u32>(other, ROW)) : texts
}

export function isSameVersion(one: usize, other: usize): bool {
  const mask = HAS_NULL_VERSION | HAS_VERSION
  return (
    (load<u32>(one, FLAGS) & mask) === (load<u32>(other, FLAGS) & mask) &&
    byText(one, other, VERSION_PART, false) === 0
  )
}

/** Of equal sizes. */
function byEtag(one: usize, other: usize): i32 {
  const sizes = byNumber(load<f64>(one, SIZE), load<f64>(other, SIZE))
  if (sizes !== 0) return sizes
  const form = load<u32>(one, FLAGS) & ETAG_FORM
  const forms = byCount(form, load<u32>(other, FLAGS) & ETAG_FORM)
  if (forms !== 0) return forms
  if (form === ETAG_OTHER) return byText(one, other, ETAG_PART, true)
  for (let at: usize = 0; at < 16; at += 4) {
    const words = byCount(load<u32>(one + at, ETAG), load<u32>(other + at, ETAG))
    if (words !== 0) return words
  }
  return byCount(load<u16>(one, PARTS), load<u16>(other, PARTS))
}

function byText(one: usize, other: usize, part: u32, folded: bool): i32 {
  const length = partLength(one, part)
  const lengths = byCount(length, partLength(other, part))
  if (lengths !== 0 || length === 0) return lengths
  const a = partOf(one, part)
  const b = partOf(other, part)
  for (let at: u32 = 0; at < length; at++) {
    const x = load<u8>(a + at)
    const y = load<u8>(b + at)
    const bytes = folded ? byCount(lowered(x), lowered(y)) : byCount(x, y)
    if (bytes !== 0) return bytes
  }
  return 0
}
