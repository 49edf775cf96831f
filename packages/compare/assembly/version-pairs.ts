import { algorithmOf, ownChecksum } from './checksum'
import { LEFT_DUPLICATES, LISTED_TO, noteDuplicate, RIGHT_DUPLICATES } from './control'
import { sameEvidence } from './facts'
import { giveJoined } from './joined'
import { ALGORITHMS, MOST_ALGORITHMS } from './layout'
import {
  CHAIN_LENGTH,
  CHECKSUM_PART,
  CONTRADICTS,
  DROPPED,
  endOf,
  FLAGS,
  IS_MARKER,
  IS_RIGHT,
  JOINED,
  linked,
  MATCHED,
  NEXT,
  partOf,
  PARTNER,
  REPEATED,
  ROW,
  setLink,
} from './record'
import { sortRecords } from './sort'
import {
  BY_CHECKSUM,
  BY_ETAG,
  BY_SIZE,
  BY_TIME,
  BY_VERSION,
  compareBy,
  isOrdered,
  isSameVersion,
} from './version-order'

// Lists of records of a key: those of each side, some of them, and room to sort.
let lefts: usize = 0
let rights: usize = 0
let someLefts: usize = 0
let someRights: usize = 0
let spare: usize = 0
let leftCount: u32 = 0
let rightCount: u32 = 0

/** Bytes that are needed to pair the versions of a key for each of them. */
export const PAIRING_BYTES: u32 = 20

/**
 * Pairs the versions of each key whose first record lies between two addresses. `work` is where {@link PAIRING_BYTES} for each
 * record of the longest chain may be written. LISTED_TO is where the record ends that it came to.
 */
export function pairVersions(from: usize, to: usize, work: usize): void {
  let record = from
  for (; record < to; record = endOf(record)) {
    const length = load<u32>(record, CHAIN_LENGTH)
    if (length > 1) pairKey(record, length, work)
  }
  store<u32>(LISTED_TO, <u32>record)
}

/**
 * Versions of equal checksums are pairs, then those of equal ETag and size, then those of equal size; of what is left, the
 * oldest with the oldest, as a copy that lags behind lacks the newest. Delete markers are pairs of delete markers only.
 */
function pairKey(first: usize, length: u32, work: usize): void {
  const bytes = (<usize>length) << 2
  lefts = work
  rights = lefts + bytes
  someLefts = rights + bytes
  someRights = someLefts + bytes
  spare = someRights + bytes
  gather(first)
  leftCount = dropRepeated(lefts, leftCount, LEFT_DUPLICATES)
  rightCount = dropRepeated(rights, rightCount, RIGHT_DUPLICATES)
  if (leftCount === 0 || rightCount === 0) return
  sortRecords(lefts, leftCount, spare, BY_TIME)
  sortRecords(rights, rightCount, spare, BY_TIME)
  if (linked(first, JOINED) !== 0) giveJoined(first, lefts, leftCount, rights, rightCount)
  if (leftCount > 1 || rightCount > 1) {
    pairEqualChecksums()
    pairEqual(BY_ETAG)
    pairEqual(BY_SIZE)
  }
  pairRest(0)
  pairRest(IS_MARKER)
}

function gather(first: usize): void {
  leftCount = 0
  rightCount = 0
  for (let record = first; record !== 0; record = linked(record, NEXT)) {
    if (load<u32>(record, FLAGS) & IS_RIGHT) {
      store<u32>(rights + ((<usize>rightCount) << 2), <u32>record)
      rightCount++
    } else {
      store<u32>(lefts + ((<usize>leftCount) << 2), <u32>record)
      leftCount++
    }
  }
}

function recordIn(list: usize, number: u32): usize {
  return <usize>load<u32>(list + ((<usize>number) << 2))
}

/** Of rows of one version the first stays. Returns how many stay. */
function dropRepeated(list: usize, count: u32, duplicates: usize): u32 {
  if (count < 2) return count
  sortRecords(list, count, spare, BY_VERSION)
  let kept: u32 = 0
  for (let number: u32 = 0; number < count; number++) {
    const record = recordIn(list, number)
    const before: usize = kept === 0 ? 0 : recordIn(list, kept - 1)
    if (before !== 0 && isSameVersion(before, record)) {
      repeat(before, record, duplicates)
      continue
    }
    store<u32>(list + ((<usize>kept) << 2), <u32>record)
    kept++
  }
  return kept
}

function repeat(before: usize, record: usize, duplicates: usize): void {
  const flags = load<u32>(record, FLAGS)
  const flagsBefore = load<u32>(before, FLAGS)
  noteDuplicate(duplicates, load<u32>(record, ROW), record)
  if (((flags ^ flagsBefore) & IS_MARKER) === 0 && sameEvidence(before, record)) {
    store<u32>(record, flags | DROPPED, FLAGS)
    return
  }
  store<u32>(before, flagsBefore | REPEATED, FLAGS)
  if (!(flags & IS_RIGHT)) {
    store<u32>(record, flags | DROPPED, FLAGS)
    return
  }
  store<u32>(record, flags | CONTRADICTS, FLAGS)
  setLink(record, PARTNER, before)
}

function pairEqualChecksums(): void {
  memory.fill(ALGORITHMS, 0, MOST_ALGORITHMS)
  let any = false
  for (let number: u32 = 0; number < leftCount; number++) {
    const record = recordIn(lefts, number)
    const own = ownChecksum(record)
    if (own !== 0) {
      store<u8>(ALGORITHMS + algorithmOf(own), 1)
      any = true
    }
    for (let joined = linked(record, JOINED); joined !== 0; joined = linked(joined, NEXT)) {
      store<u8>(ALGORITHMS + algorithmOf(partOf(joined, CHECKSUM_PART)), 1)
      any = true
    }
  }
  if (!any) return
  for (let algorithm: u32 = 0; algorithm < MOST_ALGORITHMS; algorithm++) {
    if (load<u8>(ALGORITHMS + algorithm) !== 0) pairEqual(BY_CHECKSUM + algorithm)
  }
}

/** Pairs what is equal and has no partner yet, in the order of time. */
function pairEqual(by: u32): void {
  const some = unpaired(lefts, leftCount, someLefts, 0, by)
  const others = unpaired(rights, rightCount, someRights, 0, by)
  if (some === 0 || others === 0) return
  sortRecords(someLefts, some, spare, by)
  sortRecords(someRights, others, spare, by)
  let one: u32 = 0
  let other: u32 = 0
  while (one < some && other < others) {
    const left = recordIn(someLefts, one)
    const right = recordIn(someRights, other)
    const order = compareBy(by, left, right)
    if (order === 0) pair(left, right)
    if (order <= 0) one++
    if (order >= 0) other++
  }
}

/** Pairs what has no partner yet, in the order of time: objects, or delete markers. */
function pairRest(markers: u32): void {
  const some = unpaired(lefts, leftCount, someLefts, markers, BY_TIME)
  const others = unpaired(rights, rightCount, someRights, markers, BY_TIME)
  for (let number: u32 = 0; number < min(some, others); number++) {
    pair(recordIn(someLefts, number), recordIn(someRights, number))
  }
}

/** Lists what has no partner, and what it would be put in order by. Returns how many. */
function unpaired(list: usize, count: u32, into: usize, markers: u32, by: u32): u32 {
  let some: u32 = 0
  for (let number: u32 = 0; number < count; number++) {
    const record = recordIn(list, number)
    const isPaired = load<u32>(record, PARTNER) !== 0
    if (isPaired || (load<u32>(record, FLAGS) & IS_MARKER) !== markers) continue
    if (!isOrdered(record, by)) continue
    store<u32>(into + ((<usize>some) << 2), <u32>record)
    some++
  }
  return some
}

function pair(left: usize, right: usize): void {
  setLink(left, PARTNER, right)
  setLink(right, PARTNER, left)
  store<u32>(left, load<u32>(left, FLAGS) | MATCHED, FLAGS)
}
