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

/** Why nothing can be told, and what would help. */
export const cannotTellWords: Readonly<
  Record<CannotTellReason, { readonly why: string; readonly add: string }>
> = {
  'no-size': {
    why: 'a report lists no size',
    add: 'Add the field size to the inventory of that side, and compare its next report.',
  },
  'no-checksum': {
    why: 'a side has neither an ETag nor a checksum that the other one has',
    add: 'Add the field etag, on OSS also checksum, to the inventory, or join a list of checksums.',
  },
  'different-checksum-algorithms': {
    why: 'the checksums are of different algorithms',
    add: 'Join a list of checksums of the algorithm that the other side has. CRC-64 of OSS and of S3 are two algorithms.',
  },
  'multipart-checksum': {
    why: 'a checksum is of the parts of an upload',
    add: 'Join a list of checksums of whole objects, as S3 Batch Operations computes them.',
  },
  'multipart-etag': {
    why: 'an ETag is of an upload in parts, and depends on where it was cut',
    add: 'Join a list of checksums, or trust the size.',
  },
  'encrypted-etag': {
    why: 'an ETag is of an object encrypted with a key, and not of its content',
    add: 'Join a list of checksums, or trust the size.',
  },
  'unknown-encryption': {
    why: 'a report does not say how objects are encrypted, so an ETag may not be of the content',
    add: 'Add the field encryption to the inventory of that side, and compare its next report.',
  },
  'unknown-upload': {
    why: 'a report does not say which objects were uploaded in parts',
    add: 'Add the field isMultipartUploaded, on OSS objectType, to the inventory of that side, and compare its next report.',
  },
  'other-etag': {
    why: 'an ETag is not an MD5 of the content',
    add: 'Join a list of checksums, or trust the size.',
  },
  'contradicting-evidence': {
    why: 'ETag and checksum contradict each other',
    add: 'Look at these objects one by one, or copy them again.',
  },
  'duplicate-key': {
    why: 'the key is there more than once on a side, with different content',
    add: 'Check the rewriting of keys, or compare by version.',
  },
}
