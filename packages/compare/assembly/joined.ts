import { put } from './copy'
import { RECORDS } from './layout'
import {
  endOf,
  FLAGS,
  HAS_NULL_VERSION,
  HAS_VERSION,
  IS_LATEST,
  IS_MARKER,
  IS_RIGHT,
  JOINED,
  linked,
  NEXT,
  ORIGINAL_PART,
  samePart,
  setLink,
  VERSION_PART,
  WAS_REWRITTEN,
} from './record'
import { arenaEnd, find, setArenaEnd } from './table'

const VERSION: u32 = HAS_NULL_VERSION | HAS_VERSION

/**
 * Takes the listed records, which are checksums of one side, to the left records of their keys. Those of keys that the left side
 * does not have are of no use, and are not kept. `ofVersions`: there may be other versions of the key. Returns how many are kept.
 */
export function join(count: u32, ofVersions: bool): u32 {
  let kept: u32 = 0
  for (let number: u32 = 0; number < count; number++) {
    const listed = <usize>load<u32>(RECORDS + ((<usize>number) << 2))
    const record = find(number, listed)
    if (record === 0) continue
    if (!(load<u32>(listed, FLAGS) & IS_RIGHT)) {
      if (!isOfKey(listed, record) || (!ofVersions && !isOfVersion(listed, record))) continue
    }
    const at = arenaEnd()
    const end = put(at, listed, <u32>(endOf(listed) - listed))
    setArenaEnd(end)
    setLink(at, NEXT, linked(record, JOINED))
    setLink(record, JOINED, at)
    kept++
  }
  return kept
}

/** Whether both were of one key before it was rewritten. */
function isOfKey(checksum: usize, record: usize): bool {
  const flags = load<u32>(checksum, FLAGS) ^ load<u32>(record, FLAGS)
  return !(flags & WAS_REWRITTEN) && samePart(checksum, record, ORIGINAL_PART)
}

/** A checksum of a version is one of no row that is not known to be of it. */
export function isOfVersion(checksum: usize, record: usize): bool {
  const version = load<u32>(checksum, FLAGS) & VERSION
  if (version === 0) return true
  return (
    version === (load<u32>(record, FLAGS) & VERSION) && samePart(checksum, record, VERSION_PART)
  )
}

/**
 * Gives the checksums of a key to its versions: each to that which it is of, or without a version to the only or the latest one.
 * Both sides are lists of records, oldest first.
 */
export function giveJoined(
  first: usize,
  lefts: usize,
  leftCount: u32,
  rights: usize,
  rightCount: u32,
): void {
  let checksum = linked(first, JOINED)
  setLink(first, JOINED, 0)
  while (checksum !== 0) {
    const next = linked(checksum, NEXT)
    const version =
      load<u32>(checksum, FLAGS) & IS_RIGHT
        ? versionOf(checksum, rights, rightCount)
        : versionOf(checksum, lefts, leftCount)
    if (version !== 0) {
      setLink(checksum, NEXT, linked(version, JOINED))
      setLink(version, JOINED, checksum)
    }
    checksum = next
  }
}

function versionOf(checksum: usize, list: usize, count: u32): usize {
  const isOfAny = !(load<u32>(checksum, FLAGS) & VERSION)
  for (let number = count; number > 0; number--) {
    const record = <usize>load<u32>(list + ((<usize>(number - 1)) << 2))
    const flags = load<u32>(record, FLAGS)
    if (flags & IS_MARKER) continue
    if (isOfAny ? count === 1 || flags & IS_LATEST : isOfVersion(checksum, record)) return record
  }
  return 0
}
