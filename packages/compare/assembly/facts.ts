import { checksumFacts } from './checksum-facts'
import { lowered, sameEtag } from './etag'
import {
  CHECKSUM_PART,
  ETAG,
  ETAG_KIND,
  ETAG_PART,
  ETAG_FORM,
  ETAG_NONE,
  ETAG_OTHER,
  FLAGS,
  HAS_CHECKSUM,
  IS_MARKER,
  PARTS,
  partLength,
  partOf,
  samePart,
  SIZE,
  TIME,
} from './record'

// Where each fact lies in a code, and what it can be: as of src/evidence-facts.ts.
const SIZE_UNKNOWN: u32 = 0
const SIZES_DIFFER: u32 = 1
const SIZES_EQUAL: u32 = 2
const BOTH_ZERO: u32 = 3
const LEFT_ETAG_BIT: u32 = 2
const RIGHT_ETAG_BIT: u32 = 5
const ETAGS_EQUAL_BIT: u32 = 8
const CHECKSUM_BIT: u32 = 9

/** The code of the facts of a pair. */
export function factsOf(left: usize, right: usize): u32 {
  const leftFlags = load<u32>(left, FLAGS)
  const rightFlags = load<u32>(right, FLAGS)
  // Of two delete markers there is nothing that could differ.
  const sizes = leftFlags & rightFlags & IS_MARKER ? BOTH_ZERO : sizesOf(left, right)
  return (
    sizes |
    (((leftFlags >> ETAG_KIND) & 7) << LEFT_ETAG_BIT) |
    (((rightFlags >> ETAG_KIND) & 7) << RIGHT_ETAG_BIT) |
    ((sameEtag(left, right) ? 1 : 0) << ETAGS_EQUAL_BIT) |
    (checksumFacts(left, right) << CHECKSUM_BIT)
  )
}

function sizesOf(left: usize, right: usize): u32 {
  const a = load<f64>(left, SIZE)
  const b = load<f64>(right, SIZE)
  if (a === b) return a === 0 ? BOTH_ZERO : SIZES_EQUAL
  return a !== a || b !== b ? SIZE_UNKNOWN : SIZES_DIFFER
}

/** Whether two rows of one side say the same of their content. */
export function sameEvidence(one: usize, other: usize): bool {
  return (
    sameNumber(load<f64>(one, SIZE), load<f64>(other, SIZE)) &&
    sameNumber(load<f64>(one, TIME), load<f64>(other, TIME)) &&
    (sameEtag(one, other) ||
      ((load<u32>(one, FLAGS) | load<u32>(other, FLAGS)) & ETAG_FORM) === ETAG_NONE) &&
    samePart(one, other, CHECKSUM_PART)
  )
}

function sameNumber(one: f64, other: f64): bool {
  return one === other || (one !== one && other !== other)
}

/** Rows of the same evidence have the same; others hardly ever. Depends on nothing else. */
export function evidenceMark(record: usize): u32 {
  // None of the products waits for another.
  let mark =
    (bitsOf(load<f64>(record, SIZE)) ^ 0x9e37_79b9_7f4a_7c15) * 0xa076_1d64_78bd_642f +
    (bitsOf(load<f64>(record, TIME)) ^ 0xe703_7ed1_a0b4_28db) * 0x8ebc_6af0_9c88_c6e3 +
    (load<u64>(record, ETAG) ^ load<u16>(record, PARTS)) * 0x5899_65cc_7537_4cc3 +
    load<u64>(record, ETAG + 8) * 0x1d8e_4e27_c47d_124f
  const flags = load<u32>(record, FLAGS)
  if (flags & HAS_CHECKSUM) mark = mixedText(mark, record, CHECKSUM_PART, false)
  if ((flags & ETAG_FORM) === ETAG_OTHER) mark = mixedText(mark, record, ETAG_PART, true)
  return <u32>(mark >> 32) ^ (flags & ETAG_FORM)
}

function mixedText(mark: u64, record: usize, part: u32, folded: bool): u64 {
  const at = partOf(record, part)
  const length = partLength(record, part)
  for (let byte: u32 = 0; byte < length; byte++) {
    const letter = load<u8>(at + byte)
    mark = (mark ^ (folded ? lowered(letter) : letter)) * 0x9e37_79b9_7f4a_7c15
    mark ^= mark >> 29
  }
  return mark
}

function bitsOf(value: f64): u64 {
  return value === value ? reinterpret<u64>(value) : ~0
}
