import { putChecksum } from './checksum'
import {
  CHECKSUM_ALGORITHM,
  CHECKSUM_FORM,
  COLUMNS,
  HAS_ORIGINALS,
  HAS_SIZES,
  HAS_TIMES,
  HAS_VERSIONS,
  LISTED_TO,
  noteProblem,
  TOO_LONG,
} from './control'
import { put } from './copy'
import { looksOfParts, readEtag } from './etag'
import { hashKey } from './hash'
import { ATTRIBUTES, HASHES, RECORDS, REWRITE_FROM, REWRITE_TO, SIZES, TIMES } from './layout'
import { prefixOf } from './prefixes'
import {
  ATTRIBUTE,
  ETAG_DIGEST,
  ETAG_FORM,
  ETAG_KIND,
  ETAG_NONE,
  ETAG_OF_PARTS,
  ETAG_TEXT,
  FLAGS,
  HAS_CHECKSUM,
  HAS_NULL_VERSION,
  HAS_VERSION,
  IS_LATEST,
  IS_MARKER,
  IS_RIGHT,
  isWide,
  KEY_LENGTH,
  keyOf,
  MARK,
  NEXT,
  PARTNER,
  PREFIX_NUMBER,
  ROW,
  sameBytes,
  SIZE,
  TAIL_LENGTH,
  TIME,
  WAS_REWRITTEN,
} from './record'
import {
  beginTexts,
  checksum,
  checksumEnd,
  etag,
  etagEnd,
  key,
  keyEnd,
  nextTexts,
  originalKey,
  originalKeyEnd,
  version,
  versionEnd,
} from './staged-texts'

// What a row is, beside the number of its attributes: the kind of an ETag that is a digest; a delete marker, left out, the latest
// version, of no known version, a joined checksum, of the right side.
const ROW_ETAG_KIND: u32 = 7
const ROW_IS_MARKER: u32 = 8
const ROW_IS_SKIPPED: u32 = 16
const ROW_IS_LATEST: u32 = 32
const ROW_HAS_NO_VERSION: u32 = 64
const ROW_IS_CHECKSUM: u32 = 128
const ROW_IS_RIGHT: u32 = 256
const ROW_ATTRIBUTES: u32 = 10

// As of src/evidence-facts.ts.
const KIND_OF_PARTS: u32 = 2
const KIND_OTHER: u32 = 6

/** What the length of a key or a tail can be. */
const LONGEST: usize = 0xffff

let rewrites: bool = false
let fromLength: u32 = 0
let toLength: u32 = 0

/** Keys that begin with what stands at REWRITE_FROM begin with what stands at REWRITE_TO instead. */
export function setRewriting(on: bool, from: u32, to: u32): void {
  rewrites = on
  fromLength = from
  toLength = to
}

let hashes: bool = true

/** Whether records are listed with their hashes, which who merges does not need. */
export function setHashes(on: bool): void {
  hashes = on
}

let columns: u32 = 0

/**
 * Makes records of the staged rows, but for those that are left out, end to end, and lists them with their hashes. Returns
 * how many; a row that does not fit is noted as a problem, and ends it.
 */
export function build(rows: u32, firstRow: u32, at: usize): u32 {
  columns = load<u32>(COLUMNS)
  beginTexts()
  let count: u32 = 0
  for (let row: u32 = 0; row < rows; row++) {
    nextTexts(row)
    const what = load<u32>(ATTRIBUTES + ((<usize>row) << 2))
    if (what & ROW_IS_SKIPPED) continue
    const end = buildRecord(row, firstRow, what, at)
    if (end === 0) {
      noteProblem(TOO_LONG, firstRow + row, 0)
      return count
    }
    store<u32>(RECORDS + ((<usize>count) << 2), <u32>at)
    if (hashes) {
      store<u64>(HASHES + ((<usize>count) << 3), hashKey(keyOf(at), load<u16>(at, KEY_LENGTH)))
    }
    count++
    at = end
  }
  store<u32>(LISTED_TO, <u32>at)
  return count
}

/** Returns where it ends; 0 where it does not fit. */
function buildRecord(row: u32, firstRow: u32, what: u32, at: usize): usize {
  const place = (<usize>row) << 3
  store<f64>(at, columns & HAS_SIZES ? load<f64>(SIZES + place) : NaN, SIZE)
  store<f64>(at, columns & HAS_TIMES ? load<f64>(TIMES + place) : NaN, TIME)
  store<u32>(at, firstRow + row, ROW)
  store<u32>(at, what >> ROW_ATTRIBUTES, ATTRIBUTE)
  store<u32>(at, 0, MARK)
  if (isWide()) {
    store<u64>(at, 0, NEXT)
    store<u64>(at, 0, PARTNER)
  }
  const keyAt = keyOf(at)
  const keyStop = putKey(keyAt)
  if (keyStop - keyAt > LONGEST) return 0
  const length = <u32>(keyStop - keyAt)
  // A prefix of 16 bits, and no parts. What is only joined does not number prefixes.
  store<u32>(at, what & ROW_IS_CHECKSUM ? 0 : prefixOf(keyAt, length), PREFIX_NUMBER)
  store<u32>(at, length, KEY_LENGTH)
  return putTail(at, what, keyAt + ((<usize>length + 7) & ~7))
}

/** Writes the key, rewritten, and zeros behind it. Returns where it ends. */
function putKey(to: usize): usize {
  const length = <u32>(keyEnd - key)
  let end: usize
  if (isRewritten()) {
    end = put(put(to, REWRITE_TO, toLength), key + fromLength, length - fromLength)
  } else {
    end = put(to, key, length)
  }
  store<u64>(end, 0)
  return end
}

function isRewritten(): bool {
  return rewrites && keyEnd - key >= fromLength && sameBytes(key, REWRITE_FROM, fromLength)
}

function putTail(record: usize, what: u32, tail: usize): usize {
  let flags: u32 = what & ROW_IS_MARKER ? IS_MARKER : 0
  if (what & ROW_IS_LATEST) flags |= IS_LATEST
  if (what & ROW_IS_RIGHT) flags |= IS_RIGHT
  let at = tail + 8
  if (columns & HAS_ORIGINALS) {
    if (originalKeyEnd > originalKey) {
      flags |= WAS_REWRITTEN
      at = put(at, originalKey, <u32>(originalKeyEnd - originalKey))
    }
  } else if (isRewritten()) {
    flags |= WAS_REWRITTEN
    at = put(at, key, <u32>(keyEnd - key))
  }
  const originalKeyLength = at - tail - 8
  if (columns & HAS_VERSIONS && !(what & ROW_HAS_NO_VERSION)) {
    flags |= versionEnd > version ? HAS_VERSION : HAS_NULL_VERSION
    at = put(at, version, <u32>(versionEnd - version))
  }
  const versionLength = at - tail - 8 - originalKeyLength
  let checksumLength: usize = 0
  if (checksumEnd > checksum) {
    flags |= HAS_CHECKSUM
    const length = <u32>(checksumEnd - checksum)
    const algorithm = load<u32>(CHECKSUM_ALGORITHM)
    const end = putChecksum(at, checksum, length, algorithm, load<u32>(CHECKSUM_FORM))
    checksumLength = end - at
    at = end
  }
  const etagLength = <u32>(etagEnd - etag)
  const form = readEtag(etag, etagLength, record)
  flags |= form | (etagKind(form, what, etagLength) << ETAG_KIND)
  if (form & ETAG_TEXT) at = put(at, etag, etagLength)
  store<u32>(record, flags, FLAGS)
  if (at === tail + 8) return tail
  const length = at - tail
  if (length > LONGEST) return 0
  store<u16>(record, <u16>length, TAIL_LENGTH)
  store<u16>(tail, <u16>originalKeyLength)
  store<u16>(tail, <u16>versionLength, 2)
  store<u16>(tail, <u16>checksumLength, 4)
  store<u16>(tail, <u16>(form & ETAG_TEXT ? etagLength : 0), 6)
  return tail + ((length + 7) & ~7)
}

function etagKind(form: u32, what: u32, length: u32): u32 {
  switch (form & ETAG_FORM) {
    case ETAG_NONE:
      return 0
    case ETAG_DIGEST:
      return what & ROW_ETAG_KIND
    case ETAG_OF_PARTS:
      return KIND_OF_PARTS
    default:
      return looksOfParts(etag, length) ? KIND_OF_PARTS : KIND_OTHER
  }
}
