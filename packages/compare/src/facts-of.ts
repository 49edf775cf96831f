import type { ComparedSide } from './compared-object.ts'
import { etagKindOf } from './etag-kind.ts'
import type { ListedBucket } from './etag-kind.ts'
import type { ChecksumRelation, EtagKind, EvidenceFacts, SizeRelation } from './evidence-facts.ts'
import { ChecksumAlgorithms } from './join/checksum-algorithms.ts'
import { stagedChecksum } from './join/staged-checksum.ts'

/** What is known of two objects, as the join knows it of two rows. */
export function factsOf(
  left: ComparedSide,
  right: ComparedSide,
  listed: Readonly<Record<'left' | 'right', ListedBucket>>,
): EvidenceFacts {
  const leftEtag = etagKindOf(listed.left, left)
  const rightEtag = etagKindOf(listed.right, right)
  return {
    size: sizeRelation(left.size, right.size),
    leftEtag,
    rightEtag,
    etagsEqual: left.etag !== undefined && left.etag.toLowerCase() === right.etag?.toLowerCase(),
    checksum: checksumsRelation(
      { checksum: left.checksum, md5: md5Of(left, leftEtag) },
      { checksum: right.checksum, md5: md5Of(right, rightEtag) },
    ),
    checksumJoined: false,
  }
}

function sizeRelation(left: number | undefined, right: number | undefined): SizeRelation {
  if (left === undefined || right === undefined) return 'unknown'
  if (left !== right) return 'differ'
  return left === 0 ? 'both-zero' : 'equal'
}

type Checksum = NonNullable<ComparedSide['checksum']>

interface Checksums {
  readonly checksum: Checksum | undefined
  /** What the ETag is. */
  readonly md5: Checksum | undefined
}

function md5Of({ etag }: ComparedSide, kind: EtagKind): Checksum | undefined {
  return kind === 'md5' && etag !== undefined ? { algorithm: 'md5', value: etag } : undefined
}

/** ETags that are MD5s are checksums too, but of two of them it is the ETags that speak. */
function checksumsRelation(left: Checksums, right: Checksums): ChecksumRelation {
  const pairs = [
    [left.checksum, right.checksum],
    [left.checksum, right.md5],
    [left.md5, right.checksum],
  ] as const
  const relations = new Set(
    pairs.map(([one, other]) => one && other && checksumRelation(one, other)),
  )
  const said = (['differ', 'equal', 'parts'] as const).find((each) => relations.has(each))
  if (said !== undefined) return said
  if (left.checksum !== undefined && right.checksum !== undefined) return 'other-algorithms'
  return left.checksum === undefined && right.checksum === undefined ? 'none' : 'one-side'
}

/** Of values however they are written, as the join compares them. */
function checksumRelation(left: Checksum, right: Checksum): ChecksumRelation {
  const algorithms = new ChecksumAlgorithms()
  const leftAlgorithm = algorithms.named(left.algorithm)
  const rightAlgorithm = algorithms.named(right.algorithm)
  if (leftAlgorithm.code !== rightAlgorithm.code) return 'other-algorithms'
  const one = readValue(stagedChecksum({ ...left, algorithm: leftAlgorithm }))
  const other = readValue(stagedChecksum({ ...right, algorithm: rightAlgorithm }))
  if (one.isOpaque !== other.isOpaque) return 'other-algorithms'
  if (one.isComposite === other.isComposite && one.value.equals(other.value)) return 'equal'
  return one.isComposite || other.isComposite ? 'parts' : 'differ'
}

/** What `stagedChecksum` wrote: a byte of marks, the length of the value in two, and the value. */
function readValue(staged: Buffer) {
  const kind = staged[0] ?? 0
  return {
    isOpaque: (kind & 1) !== 0,
    isComposite: (kind & 2) !== 0,
    value: staged.subarray(3, 3 + staged.readUInt16LE(1)),
  }
}
