import {
  CHECKSUMS_DIFFER,
  CHECKSUMS_EQUAL,
  CHECKSUMS_NONE,
  CHECKSUMS_ONE_SIDE,
  CHECKSUMS_OTHER,
  CHECKSUMS_PARTS,
  compareChecksums,
  compareWithEtag,
  ownChecksum,
} from './checksum'
import { isOfVersion } from './joined'
import {
  CHECKSUM_PART,
  ETAG_KIND,
  FLAGS,
  IS_RIGHT,
  isWide,
  JOINED,
  linked,
  NEXT,
  partOf,
} from './record'

// As of src/evidence-facts.ts: a joined value is told of in the bit behind the relation.
const IS_JOINED: u32 = 1 << 3
const KIND_MD5: u32 = 1

// Which relations were found, and which of them between values that were not joined: a bit for each.
let found: u32 = 0
let foundOwn: u32 = 0

/** How the checksums of a pair stand to each other, and whether a joined one says so: both in the bits of a code of facts. */
export function checksumFacts(left: usize, right: usize): u32 {
  const leftOwn = ownChecksum(left)
  const rightOwn = ownChecksum(right)
  if (!isWide() || (linked(left, JOINED) === 0 && linked(right, JOINED) === 0)) {
    if (leftOwn !== 0 && rightOwn !== 0) return compareChecksums(leftOwn, rightOwn)
    return leftOwn !== 0 || rightOwn !== 0 ? CHECKSUMS_ONE_SIDE : CHECKSUMS_NONE
  }
  return joinedFacts(left, leftOwn, right, rightOwn)
}

function joinedFacts(left: usize, leftOwn: usize, right: usize, rightOwn: usize): u32 {
  found = 0
  foundOwn = 0
  let ofLeft: u32 = leftOwn === 0 ? 0 : 1
  let ofRight: u32 = rightOwn === 0 ? 0 : 1
  if (leftOwn !== 0 && rightOwn !== 0) {
    note(compareChecksums(leftOwn, rightOwn))
    foundOwn = found
  }
  for (let one = nextLeft(left, 0); one !== 0; one = nextLeft(left, one)) {
    const checksum = partOf(one, CHECKSUM_PART)
    ofLeft++
    if (rightOwn !== 0) note(compareChecksums(checksum, rightOwn))
    if (isMd5(right)) note(compareWithEtag(checksum, right))
    for (
      let other = nextRight(left, right, 0);
      other !== 0;
      other = nextRight(left, right, other)
    ) {
      note(compareChecksums(checksum, partOf(other, CHECKSUM_PART)))
    }
  }
  for (let other = nextRight(left, right, 0); other !== 0; other = nextRight(left, right, other)) {
    const checksum = partOf(other, CHECKSUM_PART)
    ofRight++
    if (leftOwn !== 0) note(compareChecksums(leftOwn, checksum))
    if (isMd5(left)) note(compareWithEtag(checksum, left))
  }
  // Of several in common one that differs decides: nothing is the same that anything speaks against.
  if (found & (1 << CHECKSUMS_DIFFER)) return decided(CHECKSUMS_DIFFER)
  if (found & (1 << CHECKSUMS_EQUAL)) return decided(CHECKSUMS_EQUAL)
  if (found & (1 << CHECKSUMS_PARTS)) return decided(CHECKSUMS_PARTS)
  const own: u32 = (leftOwn === 0 ? 0 : 1) + (rightOwn === 0 ? 0 : 1)
  const joined = ofLeft + ofRight > own ? IS_JOINED : 0
  if (ofLeft > 0 && ofRight > 0) return CHECKSUMS_OTHER | joined
  return ofLeft > 0 || ofRight > 0 ? CHECKSUMS_ONE_SIDE | joined : CHECKSUMS_NONE
}

function note(relation: u32): void {
  found |= 1 << relation
}

/** What the reports themselves say needs no joined value. */
function decided(relation: u32): u32 {
  return foundOwn & (1 << relation) ? relation : relation | IS_JOINED
}

function isMd5(record: usize): bool {
  return ((load<u32>(record, FLAGS) >> ETAG_KIND) & 7) === KIND_MD5
}

/** The joined checksum of the left row behind this one; behind none, the first. */
function nextLeft(left: usize, before: usize): usize {
  let next = before === 0 ? linked(left, JOINED) : linked(before, NEXT)
  while (next !== 0 && load<u32>(next, FLAGS) & IS_RIGHT) next = linked(next, NEXT)
  return next
}

/** Those of the right row: of keys they are with the left record, of versions with the right one. */
function nextRight(left: usize, right: usize, before: usize): usize {
  const holder = linked(right, JOINED) === 0 ? left : right
  let next = before === 0 ? linked(holder, JOINED) : linked(before, NEXT)
  while (next !== 0 && !(load<u32>(next, FLAGS) & IS_RIGHT && isOfVersion(next, right))) {
    next = linked(next, NEXT)
  }
  return next
}
