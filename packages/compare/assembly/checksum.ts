import { put } from './copy'
import { CHECKSUM_PART, ETAG, FLAGS, HAS_CHECKSUM, partOf, sameBytes } from './record'

/**
 * A checksum: the code of its algorithm, what it is, the length of its value (u16), the value, and the text that it was written
 * as unless that follows from the value.
 */
const KIND: usize = 1
const LENGTH: usize = 2
const VALUE: usize = 4

/** The value is the text, as nobody knows how to read it. */
const OPAQUE: u8 = 1
/** Of the checksums of parts. */
const COMPOSITE: u8 = 2
/** Eight bytes that were written as a decimal number. */
const DECIMAL: u8 = 4

/** How a staged checksum is written: a text, a decimal number, all of the above but for the code, all of it. */
const FORM_DECIMAL: u32 = 1
const FORM_READY: u32 = 2
const FORM_WHOLE: u32 = 3

/** Writes a checksum, and returns where it ends. */
export function putChecksum(to: usize, at: usize, length: u32, algorithm: u32, form: u32): usize {
  if (form === FORM_WHOLE) return put(to, at, length)
  store<u8>(to, <u8>algorithm)
  if (form === FORM_READY) return put(to + KIND, at, length)
  if (form === FORM_DECIMAL && readDecimal(at, length)) {
    store<u8>(to, DECIMAL, KIND)
    store<u16>(to, 8, LENGTH)
    store<u64>(to, bswap(decimal), VALUE)
    return to + VALUE + 8
  }
  store<u8>(to, OPAQUE, KIND)
  store<u16>(to, <u16>length, LENGTH)
  return put(to + VALUE, at, length)
}

let decimal: u64 = 0

/** Of 64 bits, without leading zeros: what can be written again from its value. */
function readDecimal(at: usize, length: u32): bool {
  if (length === 0 || length > 20 || (length > 1 && load<u8>(at) === 0x30)) return false
  decimal = 0
  for (let digit: u32 = 0; digit < length; digit++) {
    const value = <u64>(load<u8>(at + digit) - 0x30)
    // 18446744073709551615 is the largest.
    if (value > 9 || decimal > 1_844_674_407_370_955_161) return false
    if (decimal === 1_844_674_407_370_955_161 && value > 5) return false
    decimal = decimal * 10 + value
  }
  return true
}

// As of src/evidence-facts.ts.
export const CHECKSUMS_NONE: u32 = 0
export const CHECKSUMS_EQUAL: u32 = 1
export const CHECKSUMS_DIFFER: u32 = 2
export const CHECKSUMS_ONE_SIDE: u32 = 3
export const CHECKSUMS_OTHER: u32 = 4
export const CHECKSUMS_PARTS: u32 = 5

/** How two checksums stand to each other. */
export function compareChecksums(left: usize, right: usize): u32 {
  if (load<u8>(left) !== load<u8>(right)) return CHECKSUMS_OTHER
  const leftKind = load<u8>(left, KIND)
  const rightKind = load<u8>(right, KIND)
  if ((leftKind ^ rightKind) & OPAQUE) return CHECKSUMS_OTHER
  const length = load<u16>(left, LENGTH)
  const same =
    load<u16>(right, LENGTH) === length &&
    ((leftKind ^ rightKind) & COMPOSITE) === 0 &&
    sameBytes(left + VALUE, right + VALUE, length)
  if (same) return CHECKSUMS_EQUAL
  return (leftKind | rightKind) & COMPOSITE ? CHECKSUMS_PARTS : CHECKSUMS_DIFFER
}

/** As of src/join/checksum-algorithms.ts. */
const MD5: u8 = 1

/** How a checksum that is an MD5 stands to the ETag of a record that is one. */
export function compareWithEtag(checksum: usize, record: usize): u32 {
  if (load<u8>(checksum) !== MD5 || load<u8>(checksum, KIND) & OPAQUE) return CHECKSUMS_OTHER
  if (load<u8>(checksum, KIND) & COMPOSITE) return CHECKSUMS_PARTS
  return sameBytes(checksum + VALUE, record + ETAG, 16) ? CHECKSUMS_EQUAL : CHECKSUMS_DIFFER
}

/** The checksum that a record itself has; 0: none. */
export function ownChecksum(record: usize): usize {
  return load<u32>(record, FLAGS) & HAS_CHECKSUM ? partOf(record, CHECKSUM_PART) : 0
}

export function algorithmOf(checksum: usize): u32 {
  return load<u8>(checksum)
}

/** The order of two checksums of one algorithm: 0 if and only if they are equal. */
export function orderChecksums(one: usize, other: usize): i32 {
  const kinds = <i32>(load<u8>(one, KIND) & ~DECIMAL) - <i32>(load<u8>(other, KIND) & ~DECIMAL)
  if (kinds !== 0) return kinds
  const length = load<u16>(one, LENGTH)
  const lengths = <i32>length - <i32>load<u16>(other, LENGTH)
  return lengths === 0 ? memory.compare(one + VALUE, other + VALUE, length) : lengths
}
