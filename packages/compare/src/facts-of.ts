import type { ComparedSide } from './compared-object.ts'
import { etagKindOf } from './etag-kind.ts'
import type { ListedBucket } from './etag-kind.ts'
import type { ChecksumRelation, EvidenceFacts, SizeRelation } from './evidence-facts.ts'

/** What is known of two objects, as the join knows it of two rows. */
export function factsOf(
  left: ComparedSide,
  right: ComparedSide,
  listed: Readonly<Record<'left' | 'right', ListedBucket>>,
): EvidenceFacts {
  return {
    size: sizeRelation(left.size, right.size),
    leftEtag: etagKindOf(listed.left, left),
    rightEtag: etagKindOf(listed.right, right),
    etagsEqual: left.etag !== undefined && left.etag.toLowerCase() === right.etag?.toLowerCase(),
    checksum: checksumRelation(left.checksum, right.checksum),
    checksumJoined: false,
  }
}

function sizeRelation(left: number | undefined, right: number | undefined): SizeRelation {
  if (left === undefined || right === undefined) return 'unknown'
  if (left !== right) return 'differ'
  return left === 0 ? 'both-zero' : 'equal'
}

function checksumRelation(
  left: ComparedSide['checksum'],
  right: ComparedSide['checksum'],
): ChecksumRelation {
  if (left === undefined && right === undefined) return 'none'
  if (left === undefined || right === undefined) return 'one-side'
  if (left.algorithm.toLowerCase() !== right.algorithm.toLowerCase()) return 'other-algorithms'
  if (left.value === right.value) return 'equal'
  return left.composite === true || right.composite === true ? 'parts' : 'differ'
}
