/**
 * Matches the records of two sides: what src/join makes of reports. All functions work on the one memory that is handed
 * in; layout.ts says what lies where.
 */
export * from './layout'
export {
  CHECKSUM_ALGORITHM,
  CHECKSUM_BASE,
  CHECKSUM_FORM,
  COLUMNS,
  ETAG_BASE,
  HAS_CHECKSUMS,
  HAS_ETAGS,
  HAS_ORIGINALS,
  HAS_SIZES,
  HAS_TIMES,
  HAS_VERSIONS,
  KEY_BASE,
  LEFT_DUPLICATES,
  LISTED_TO,
  MOST_FIRST_DUPLICATES,
  ORIGINAL_BASE,
  PREFIX_COUNT,
  PROBLEM,
  PROBLEM_AT,
  PROBLEM_WITH,
  RIGHT_DUPLICATES,
  TOO_LONG,
  VERSION_BASE,
} from './control'
export { build, setHashes, setRewriting } from './build'
export { seedHash } from './hash'
export { setDepth } from './prefixes'
export { beginMerge, carry, endSide, merge, mergedRows, refill } from './merge'
export { join } from './joined'
export { putVersions } from './put-versions'
export { probe, putUnmatched } from './probe'
export { scatter } from './scatter'
export {
  ETAG,
  ETAG_FORM,
  ETAG_NONE,
  ETAG_OF_PARTS,
  ETAG_TEXT,
  ETAG_UPPER,
  FLAGS,
  HAS_CHECKSUM,
  HAS_NULL_VERSION,
  HAS_VERSION,
  KEY_LENGTH,
  NARROW_HEADER,
  PARTS,
  setHeader,
  SIZE,
  TIME,
  WAS_REWRITTEN,
  WIDE_HEADER,
} from './record'
export { arenaEnd, growIndex, insert, insertVersions, list, setTable } from './table'
export { clearChains, longestChain } from './version-chain'
export { PAIRING_BYTES, pairVersions } from './version-pairs'
