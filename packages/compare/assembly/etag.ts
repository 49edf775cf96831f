import {
  ETAG,
  ETAG_DIGEST,
  ETAG_FORM,
  ETAG_NONE,
  ETAG_OF_PARTS,
  ETAG_OTHER,
  ETAG_PART,
  ETAG_TEXT,
  ETAG_UPPER,
  FLAGS,
  PARTS,
  partLength,
  partOf,
} from './record'

const HYPHEN: u8 = 0x2d
const ZERO: u8 = 0x30
const ONES: u64 = 0x0101_0101_0101_0101

/** Which cases the letters were of. */
let seen: u32 = 0
const UPPER: u32 = 1
const LOWER: u32 = 2

/**
 * Writes what an ETag without its quotes is into a record: the digits, the number of parts. Returns its flags; with
 * {@link ETAG_TEXT} where its text must be kept too.
 */
export function readEtag(at: usize, length: u32, record: usize): u32 {
  seen = 0
  if (length < 32 || !readDigits(at, record + ETAG)) {
    store<u64>(record, 0, ETAG)
    store<u64>(record, 0, ETAG + 8)
    return length === 0 ? ETAG_NONE : ETAG_OTHER | ETAG_TEXT
  }
  const letters = seen === (UPPER | LOWER) ? ETAG_TEXT : seen === UPPER ? ETAG_UPPER : 0
  if (length === 32) return ETAG_DIGEST | letters
  const parts = load<u8>(at, 32) === HYPHEN ? partsAt(at + 33, length - 33) : 0
  if (parts === 0) return ETAG_OTHER | ETAG_TEXT
  store<u16>(record, <u16>parts, PARTS)
  return ETAG_OF_PARTS | letters
}

/** A number of parts as services write it; 0: none. */
function partsAt(at: usize, length: u32): u32 {
  if (length === 0 || length > 5 || load<u8>(at) === ZERO) return 0
  let parts: u32 = 0
  for (let digit: u32 = 0; digit < length; digit++) {
    const value = load<u8>(at + digit) - ZERO
    if (value > 9) return 0
    parts = parts * 10 + value
  }
  return parts > 0xffff ? 0 : parts
}

/** Whether it reads 32 hexadecimal digits and perhaps `-` and digits: the ETag of an upload in parts, in whatever form. */
export function looksOfParts(at: usize, length: u32): bool {
  if (length < 34 || load<u8>(at, 32) !== HYPHEN) return false
  for (let digit: u32 = 0; digit < 32; digit += 8) {
    if (isFalse(fourBytes(load<u64>(at + digit)))) return false
  }
  for (let digit: u32 = 33; digit < length; digit++) {
    if (load<u8>(at + digit) - ZERO > 9) return false
  }
  return true
}

function readDigits(at: usize, into: usize): bool {
  for (let word: usize = 0; word < 4; word++) {
    const bytes = fourBytes(load<u64>(at + (word << 3)))
    if (isFalse(bytes)) return false
    store<u32>(into + (word << 2), <u32>bytes)
  }
  return true
}

const NONE: u64 = ~0

function isFalse(bytes: u64): bool {
  return bytes === NONE
}

/** What eight hexadecimal digits say, all at once; {@link NONE}: they are none. */
function fourBytes(digits: u64): u64 {
  const letters = (digits >> 6) & ONES
  // 0x30 to 0x3f, 0x40 to 0x4f, 0x60 to 0x6f, and nothing else.
  const isHigh = (digits & (ONES * 0xd0)) ^ (ONES * 0x10 + letters * 0x30)
  const isDigit = ((digits >> 5) | letters) & ONES
  const values = (digits & (ONES * 0x0f)) + letters * 9
  const isLow = (((values + ONES * 6) >> 4) & ONES) ^ letters
  if ((isHigh | (isDigit ^ ONES) | isLow | (values & (ONES * 0xf0))) !== 0) return NONE
  const lower = (digits >> 5) & letters
  if (lower !== 0) seen |= LOWER
  if (lower !== letters) seen |= UPPER
  let bytes = ((values << 4) | (values >> 8)) & 0x00ff_00ff_00ff_00ff
  bytes = (bytes | (bytes >> 8)) & 0x0000_ffff_0000_ffff
  return (bytes | (bytes >> 16)) & 0xffff_ffff
}

/** Both there and equal, whatever the case of their letters. */
export function sameEtag(left: usize, right: usize): bool {
  const form = load<u32>(left, FLAGS) & ETAG_FORM
  if (form === ETAG_NONE || form !== (load<u32>(right, FLAGS) & ETAG_FORM)) return false
  if (form !== ETAG_OTHER) {
    return (
      load<u64>(left, ETAG) === load<u64>(right, ETAG) &&
      load<u64>(left, ETAG + 8) === load<u64>(right, ETAG + 8) &&
      load<u16>(left, PARTS) === load<u16>(right, PARTS)
    )
  }
  const length = partLength(left, ETAG_PART)
  if (partLength(right, ETAG_PART) !== length) return false
  const a = partOf(left, ETAG_PART)
  const b = partOf(right, ETAG_PART)
  for (let byte: u32 = 0; byte < length; byte++) {
    if (lowered(load<u8>(a + byte)) !== lowered(load<u8>(b + byte))) return false
  }
  return true
}

export function lowered(byte: u8): u8 {
  return byte - 0x41 <= 25 ? byte | 0x20 : byte
}
