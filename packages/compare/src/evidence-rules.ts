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
