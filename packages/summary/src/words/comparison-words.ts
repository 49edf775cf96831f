import type {
  CannotTellReason,
  ComparisonVerdict,
  EvidenceRuleName,
} from '@bucket-inventory/compare'

/** A verdict in words: its name, and what it says of an object. */
export interface VerdictWords {
  readonly name: string
  readonly meaning: string
}

export const verdictWords: Readonly<Record<ComparisonVerdict, VerdictWords>> = {
  same: { name: 'same', meaning: 'There on both sides, and the same.' },
  missing: { name: 'missing', meaning: 'In the source, not in the copy.' },
  extra: { name: 'extra', meaning: 'In the copy, not in the source.' },
  'size-differs': { name: 'size differs', meaning: 'On both sides, with different sizes.' },
  'content-differs': {
    name: 'content differs',
    meaning: 'On both sides, proven to have different content.',
  },
  'metadata-differs': {
    name: 'metadata differs',
    meaning: 'The same content, but not the same metadata that was asked for.',
  },
  'in-flight': {
    name: 'in flight',
    meaning: 'Changed in the source at or after its scan: the reports cannot tell yet.',
  },
  'cannot-tell': { name: 'cannot tell', meaning: 'The reports hold no evidence either way.' },
}

/** What a verdict rests on. */
export const evidenceWords: Readonly<Record<EvidenceRuleName, string>> = {
  checksum: 'checksums of the whole content',
  'joined-checksum': 'checksums from a joined list',
  'md5-etag': 'MD5 ETags',
  etag: 'equal ETags and sizes',
  empty: 'being empty',
  size: 'size',
}

/** Why nothing can be told. */
export const cannotTellWords: Readonly<Record<CannotTellReason, string>> = {
  'no-size': 'a report lists no size',
  'no-checksum': 'a side has neither an ETag nor a checksum that the other one has',
  'different-checksum-algorithms': 'the checksums are of different algorithms',
  'multipart-checksum': 'a checksum is of the parts of an upload',
  'multipart-etag': 'an ETag is of an upload in parts, and depends on where it was cut',
  'encrypted-etag': 'an ETag is of an object encrypted with a key, and not of its content',
  'unknown-encryption':
    'a report does not say how objects are encrypted, so an ETag may not be of the content',
  'unknown-upload': 'a report does not say which objects were uploaded in parts',
  'other-etag': 'an ETag is not an MD5 of the content',
  'contradicting-evidence': 'ETag and checksum contradict each other',
  'duplicate-key': 'the key is there more than once on a side, with different content',
}
