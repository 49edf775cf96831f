/**
 * A record: what is known of one row, for both sides, in memory and on disk alike. A header, the key filled up with zeros to
 * whole words, and a tail; each begins at a multiple of 8. The header, by offset:
 *
 *      0  flags             4  length of the key, u16     6  length of the tail, u16
 *      8  size, f64        16  time, f64                 24  ETag, 16 bytes
 *     40  row, u32         44  attributes, u32           48  prefix, u16      50  parts of the ETag, u16
 *     52  of a left record: what its first match looked like, u32
 *
 * and in wide records, of versions or joined checksums:
 *
 *     56  next record of the key   60  first joined checksum of the key   64  its partner   68  of the first of a key, how many
 *
 * which are addresses in units of 8 bytes.
 *
 * A tail holds four lengths, u16 each, and the texts themselves: the key before it was rewritten, the version id, the checksum,
 * the ETag where it is not 32 digits and perhaps the number of parts.
 */

export const FLAGS: usize = 0
export const KEY_LENGTH: usize = 4
export const TAIL_LENGTH: usize = 6
export const SIZE: usize = 8
export const TIME: usize = 16
export const ETAG: usize = 24
export const ROW: usize = 40
export const ATTRIBUTE: usize = 44
export const PREFIX_NUMBER: usize = 48
export const PARTS: usize = 50
export const MARK: usize = 52
export const NEXT: usize = 56
export const JOINED: usize = 60
export const PARTNER: usize = 64
export const CHAIN_LENGTH: usize = 68
export const NARROW_HEADER: u32 = 56
export const WIDE_HEADER: u32 = 72

// Flags. What an ETag looks like is in the lowest two bits.
export const ETAG_FORM: u32 = 3
export const ETAG_NONE: u32 = 0
export const ETAG_DIGEST: u32 = 1
export const ETAG_OF_PARTS: u32 = 2
export const ETAG_OTHER: u32 = 3
export const ETAG_UPPER: u32 = 4
/** Its text is in the tail: its letters are of both cases, or it is of another form. */
export const ETAG_TEXT: u32 = 8
/** As of src/evidence-facts.ts. */
export const ETAG_KIND: u32 = 4
export const HAS_NULL_VERSION: u32 = 1 << 7
export const HAS_VERSION: u32 = 1 << 8
export const HAS_CHECKSUM: u32 = 1 << 9
export const IS_MARKER: u32 = 1 << 10
export const WAS_REWRITTEN: u32 = 1 << 11
export const MATCHED: u32 = 1 << 12
/** Its key is there more than once, with other evidence. */
export const REPEATED: u32 = 1 << 13
/** It is the latest version of its key. */
export const IS_LATEST: u32 = 1 << 14
/** It is of the right side: versions and joined checksums of both sides are in one table. */
export const IS_RIGHT: u32 = 1 << 15
/** Of keys: the code of facts of the first match lies above. */
export const FIRST_FACTS: u32 = 16
/** Of versions: it says no more than another row. */
export const DROPPED: u32 = 1 << 16
/** Of versions: it says something else than the row of the same version that its partner is. */
export const CONTRADICTS: u32 = 1 << 17

let header: u32 = NARROW_HEADER

export function setHeader(size: u32): void {
  header = size
}

export function isWide(): bool {
  return header === WIDE_HEADER
}

export function keyOf(record: usize): usize {
  return record + header
}

export function keyLength(record: usize): u32 {
  return load<u16>(record, KEY_LENGTH)
}

function tailOf(record: usize): usize {
  return record + header + ((<usize>keyLength(record) + 7) & ~7)
}

/** Where the next one begins. */
export function endOf(record: usize): usize {
  return tailOf(record) + ((<usize>load<u16>(record, TAIL_LENGTH) + 7) & ~7)
}

/** Of the tail: the key before it was rewritten, version id, checksum, ETag. */
export const ORIGINAL_PART: u32 = 0
export const VERSION_PART: u32 = 1
export const CHECKSUM_PART: u32 = 2
export const ETAG_PART: u32 = 3

export function partLength(record: usize, part: u32): u32 {
  if (load<u16>(record, TAIL_LENGTH) === 0) return 0
  return load<u16>(tailOf(record) + ((<usize>part) << 1))
}

export function partOf(record: usize, part: u32): usize {
  const tail = tailOf(record)
  let at = tail + 8
  for (let before: u32 = 0; before < part; before++) at += load<u16>(tail + ((<usize>before) << 1))
  return at
}

export function sameKey(left: usize, right: usize): bool {
  const length = keyLength(left)
  if (keyLength(right) !== length) return false
  let a = keyOf(left)
  let b = keyOf(right)
  for (const end = a + length; a < end; a += 8, b += 8)
    if (load<u64>(a) !== load<u64>(b)) return false
  return true
}

/** Below 0, 0, above 0: in the order of bytes. */
export function compareKeys(left: usize, right: usize): i32 {
  const a = keyOf(left)
  const b = keyOf(right)
  const shorter = min(keyLength(left), keyLength(right))
  for (let at: usize = 0; at < shorter; at += 8) {
    const x = load<u64>(a + at)
    const y = load<u64>(b + at)
    // What is behind the end of the shorter one is zeros, which no other byte is below; a tie is told by the lengths.
    if (x !== y) return bswap(x) < bswap(y) ? -1 : 1
  }
  return <i32>keyLength(left) - <i32>keyLength(right)
}

export function samePart(left: usize, right: usize, part: u32): bool {
  const length = partLength(left, part)
  if (partLength(right, part) !== length) return false
  return length === 0 || sameBytes(partOf(left, part), partOf(right, part), length)
}

export function sameBytes(left: usize, right: usize, length: u32): bool {
  let at: usize = 0
  for (; at + 8 <= length; at += 8) {
    if (load<u64>(left + at) !== load<u64>(right + at)) return false
  }
  for (; at < length; at++) if (load<u8>(left + at) !== load<u8>(right + at)) return false
  return true
}

/** What a link leads to; 0: nothing. */
export function linked(record: usize, link: usize): usize {
  return (<usize>load<u32>(record + link)) << 3
}

export function setLink(record: usize, link: usize, to: usize): void {
  store<u32>(record + link, <u32>(to >> 3))
}
