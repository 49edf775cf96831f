import {
  CHECKSUM_BASE,
  COLUMNS,
  ETAG_BASE,
  HAS_CHECKSUMS,
  HAS_ETAGS,
  HAS_ORIGINALS,
  HAS_VERSIONS,
  KEY_BASE,
  ORIGINAL_BASE,
  VERSION_BASE,
} from './control'
import {
  CHECKSUM_ENDS,
  CHECKSUM_MISSING,
  CHECKSUMS,
  ETAG_ENDS,
  ETAG_MISSING,
  ETAGS,
  KEY_ENDS,
  KEYS,
  ORIGINAL_ENDS,
  ORIGINALS,
  VERSION_ENDS,
  VERSION_MISSING,
  VERSIONS,
} from './layout'

const QUOTE: u8 = 0x22

/** The texts of the row that {@link nextTexts} came to: where each begins and ends. Of what is not there, nothing. */
export let key: usize = 0
export let keyEnd: usize = 0
export let originalKey: usize = 0
export let originalKeyEnd: usize = 0
export let etag: usize = 0
export let etagEnd: usize = 0
export let version: usize = 0
export let versionEnd: usize = 0
export let checksum: usize = 0
export let checksumEnd: usize = 0

let columns: u32 = 0
let keys: usize = 0
let originalKeys: usize = 0
let etags: usize = 0
let versions: usize = 0
let checksums: usize = 0
/** Where the texts of the next row begin, whatever of them counts. */
let nextEtag: usize = 0
let nextVersion: usize = 0
let nextChecksum: usize = 0

/** Before the first row. */
export function beginTexts(): void {
  columns = load<u32>(COLUMNS)
  keyEnd = KEYS
  keys = KEYS - load<u32>(KEY_BASE)
  originalKeyEnd = ORIGINALS
  originalKeys = ORIGINALS - load<u32>(ORIGINAL_BASE)
  nextEtag = ETAGS
  etags = ETAGS - load<u32>(ETAG_BASE)
  etag = 0
  etagEnd = 0
  nextVersion = VERSIONS
  versions = VERSIONS - load<u32>(VERSION_BASE)
  version = 0
  versionEnd = 0
  nextChecksum = CHECKSUMS
  checksums = CHECKSUMS - load<u32>(CHECKSUM_BASE)
  checksum = 0
  checksumEnd = 0
}

/** Must be called for each row in turn. */
export function nextTexts(row: u32): void {
  const word = (<usize>row) << 2
  key = keyEnd
  keyEnd = keys + load<u32>(KEY_ENDS + word)
  if (columns & HAS_ORIGINALS) {
    originalKey = originalKeyEnd
    originalKeyEnd = originalKeys + load<u32>(ORIGINAL_ENDS + word)
  }
  if (columns & HAS_ETAGS) {
    etag = nextEtag
    nextEtag = etags + load<u32>(ETAG_ENDS + word)
    etagEnd = load<u8>(ETAG_MISSING + row) !== 0 ? etag : nextEtag
    if (etagEnd - etag > 1 && load<u8>(etag) === QUOTE && load<u8>(etagEnd - 1) === QUOTE) {
      etag++
      etagEnd--
    }
  }
  if (columns & HAS_VERSIONS) {
    version = nextVersion
    nextVersion = versions + load<u32>(VERSION_ENDS + word)
    versionEnd = load<u8>(VERSION_MISSING + row) !== 0 ? version : nextVersion
  }
  if (columns & HAS_CHECKSUMS) {
    checksum = nextChecksum
    nextChecksum = checksums + load<u32>(CHECKSUM_ENDS + word)
    checksumEnd = load<u8>(CHECKSUM_MISSING + row) !== 0 ? checksum : nextChecksum
  }
}
