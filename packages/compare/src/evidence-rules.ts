import type { DifferenceVerdict } from './compared-object.ts'
import type { ChecksumRelation, EtagKind, SizeRelation } from './evidence-facts.ts'

/** The rows of the evidence table, by name. */
export type EvidenceRuleName =
  | 'size'
  | 'empty'
  | 'checksum'
  | 'joined-checksum'
  | 'etag'
  | 'md5-etag'

/** Why nothing can be told of a pair. */
export type CannotTellReason =
  | 'no-size'
  | 'no-checksum'
  | 'different-checksum-algorithms'
  | 'multipart-checksum'
  | 'multipart-etag'
  | 'encrypted-etag'
  | 'unknown-encryption'
  | 'unknown-upload'
  | 'other-etag'
  | 'contradicting-evidence'
  | 'duplicate-key'

/** What a row of the evidence table comes to. */
export type EvidenceOutcome =
  | {
      readonly verdict: 'same' | Exclude<DifferenceVerdict, 'missing' | 'extra'>
      readonly by: EvidenceRuleName
    }
  | { readonly verdict: 'cannot-tell'; readonly reason: CannotTellReason }

/** What must be known of a pair; all parts must hold. No part tells left from right. */
export interface EvidenceCondition {
  readonly size?: SizeRelation
  readonly etagsEqual?: boolean
  /** What both ETags are. */
  readonly bothEtags?: EtagKind
  /** What one ETag is, at least. */
  readonly anyEtag?: EtagKind
  readonly checksum?: ChecksumRelation
  readonly checksumJoined?: boolean
  readonly trust?: 'size'
}

/** One row of the evidence table. */
export interface EvidenceRule {
  readonly when: EvidenceCondition
  readonly outcome: EvidenceOutcome
  /** Why that follows, for a person: one sentence. */
  readonly because: string
}

/**
 * The evidence table, walked top down: the first row whose condition holds decides. Every pair meets one: the last rows name
 * each kind of ETag, and two that are MD5s were equal or unequal before.
 */
export const evidenceRules: readonly EvidenceRule[] = [
  {
    when: { size: 'differ' },
    outcome: { verdict: 'size-differs', by: 'size' },
    because: 'No content has two sizes.',
  },
  {
    when: { size: 'both-zero' },
    outcome: { verdict: 'same', by: 'empty' },
    because: 'There is only one empty content.',
  },
  {
    when: { etagsEqual: true, checksum: 'differ' },
    outcome: { verdict: 'cannot-tell', reason: 'contradicting-evidence' },
    because: 'One of the two is not of this content, and nothing says which.',
  },
  {
    when: { bothEtags: 'md5', etagsEqual: false, checksum: 'equal' },
    outcome: { verdict: 'cannot-tell', reason: 'contradicting-evidence' },
    because: 'One of the two is not of this content, and nothing says which.',
  },
  {
    when: { checksum: 'equal', checksumJoined: true },
    outcome: { verdict: 'same', by: 'joined-checksum' },
    because:
      'Two checksums of one algorithm over the whole content, one of them from a joined list.',
  },
  {
    when: { checksum: 'equal' },
    outcome: { verdict: 'same', by: 'checksum' },
    because: 'Two checksums of one algorithm over the whole content.',
  },
  {
    when: { etagsEqual: true, bothEtags: 'md5' },
    outcome: { verdict: 'same', by: 'md5-etag' },
    because: 'Both are the MD5 of the whole content.',
  },
  {
    when: { etagsEqual: true, size: 'equal' },
    outcome: { verdict: 'same', by: 'etag' },
    because:
      'Whatever they were made of, two contents of one size do not come to one ETag by chance.',
  },
  {
    when: { checksum: 'differ', checksumJoined: true },
    outcome: { verdict: 'content-differs', by: 'joined-checksum' },
    because:
      'Two checksums of one algorithm over the whole content, one of them from a joined list.',
  },
  {
    when: { checksum: 'differ' },
    outcome: { verdict: 'content-differs', by: 'checksum' },
    because: 'Two checksums of one algorithm over the whole content.',
  },
  {
    when: { bothEtags: 'md5', etagsEqual: false },
    outcome: { verdict: 'content-differs', by: 'md5-etag' },
    because: 'Both are the MD5 of the whole content.',
  },
  {
    when: { size: 'equal', trust: 'size' },
    outcome: { verdict: 'same', by: 'size' },
    because: 'Nothing speaks of the content, and the size was said to be enough.',
  },
  {
    when: { size: 'unknown', trust: 'size' },
    outcome: { verdict: 'cannot-tell', reason: 'no-size' },
    because: 'A row has no size, which was to be enough.',
  },
  {
    when: { size: 'unknown', etagsEqual: true },
    outcome: { verdict: 'cannot-tell', reason: 'no-size' },
    because: 'An ETag that is no MD5 is evidence only beside an equal size.',
  },
  {
    when: { checksum: 'parts' },
    outcome: { verdict: 'cannot-tell', reason: 'multipart-checksum' },
    because: 'A checksum of the checksums of parts depends on where the content was cut.',
  },
  {
    when: { checksum: 'other-algorithms' },
    outcome: { verdict: 'cannot-tell', reason: 'different-checksum-algorithms' },
    because: 'Both have checksums, but none of one algorithm.',
  },
  {
    when: { anyEtag: 'none' },
    outcome: { verdict: 'cannot-tell', reason: 'no-checksum' },
    because: 'A side has neither a checksum that the other one has nor an ETag.',
  },
  {
    when: { anyEtag: 'parts' },
    outcome: { verdict: 'cannot-tell', reason: 'multipart-etag' },
    because:
      'The ETag of an upload in parts depends on where the content was cut, and reports do not say where.',
  },
  {
    when: { anyEtag: 'encrypted' },
    outcome: { verdict: 'cannot-tell', reason: 'encrypted-etag' },
    because: 'The ETag of an object that is encrypted with a key is not of its content.',
  },
  {
    when: { anyEtag: 'other' },
    outcome: { verdict: 'cannot-tell', reason: 'other-etag' },
    because: 'The object was written in a way that makes its ETag something else than an MD5.',
  },
  {
    when: { anyEtag: 'unknown-encryption' },
    outcome: { verdict: 'cannot-tell', reason: 'unknown-encryption' },
    because:
      'An ETag is an MD5 only if the object is not encrypted with a key, which the report does not say.',
  },
  {
    when: { anyEtag: 'unknown-upload' },
    outcome: { verdict: 'cannot-tell', reason: 'unknown-upload' },
    because:
      'An ETag is an MD5 only if the object was written at once, which the report does not say.',
  },
]

/** What to do to be able to tell, by reason: one sentence for a person. */
export const cannotTellAdvice: Readonly<Record<CannotTellReason, string>> = {
  'no-size':
    'Add the field `size` to the configuration; where it is there, the row itself has none.',
  'no-checksum':
    'Add the field `etag` to both configurations, and `checksum` where the provider has it, or join a list of checksums.',
  'different-checksum-algorithms':
    'Have checksums computed by the algorithm of the other side, and join them.',
  'multipart-checksum':
    'Have checksums of the whole object computed (S3 Batch Operations: Compute checksum, full object), and join them.',
  'multipart-etag':
    'Join a list of checksums of the whole objects by the algorithm of the other side, or trust the size.',
  'encrypted-etag':
    'Join a list of checksums of the whole objects by the algorithm of the other side, or trust the size.',
  'unknown-encryption':
    'Add the field `encryption` to the configuration of the side that lacks it; of encrypted objects of OSS, whose reports do not say how, join a list of checksums.',
  'unknown-upload':
    'Add the fields `objectType` (OSS) and `isMultipartUploaded` to the configuration of the side that lacks them.',
  'other-etag':
    'Join a list of checksums of the whole objects by the algorithm of the other side, or trust the size.',
  'contradicting-evidence':
    'Read both objects: one was changed between the report and the list of checksums, or one of the two is wrong.',
  'duplicate-key':
    'A report has the key more than once, with different contents: narrow the rewriting of keys, or compare newer reports.',
}
