import { evidenceRules } from './evidence-rules.ts'
import type { EvidenceCondition } from './evidence-rules.ts'

/** A row of the evidence table in words. */
export interface EvidenceTableRow {
  /** What is known of a pair. */
  readonly known: string
  readonly verdict: 'same' | 'size-differs' | 'content-differs' | 'cannot-tell'
  /** The rule that the verdict is counted under, or the reason why nothing can be told. */
  readonly by: string
  readonly because: string
}

/** The evidence table for a page of the documentation: the rules that are applied, in their order. */
export function evidenceTable(): readonly EvidenceTableRow[] {
  return evidenceRules.map(({ when, outcome, because }) => ({
    known: inWords(when),
    verdict: outcome.verdict,
    by: outcome.verdict === 'cannot-tell' ? outcome.reason : outcome.by,
    because,
  }))
}

function inWords(when: EvidenceCondition): string {
  const { size, etagsEqual, bothEtags, anyEtag, checksum, checksumJoined, trust } = when
  return [
    ...(size === undefined ? [] : [sizeWords[size]]),
    ...(etagsEqual === undefined ? [] : [etagsEqual ? 'ETags equal' : 'ETags unequal']),
    ...(bothEtags === undefined ? [] : [`both ETags: ${etagWords[bothEtags]}`]),
    ...(anyEtag === undefined ? [] : [`one ETag at least: ${etagWords[anyEtag]}`]),
    ...(checksum === undefined ? [] : [checksumWords[checksum]]),
    ...(checksumJoined === undefined ? [] : ['a value is from a joined list']),
    ...(trust === undefined ? [] : ['`trust: size`']),
  ].join('; ')
}

const sizeWords = {
  unknown: 'size unknown on a side',
  differ: 'sizes differ',
  equal: 'sizes equal',
  'both-zero': 'both sizes 0',
} as const

const etagWords = {
  none: 'missing',
  md5: 'MD5 of the content',
  parts: 'of an upload in parts',
  encrypted: 'of an object encrypted with a key',
  'unknown-encryption': 'encryption not known',
  'unknown-upload': 'way of upload not known',
  other: 'of another form or way of upload',
} as const

const checksumWords = {
  none: 'no checksums',
  equal: 'checksums equal',
  differ: 'checksums differ',
  'one-side': 'a checksum on one side only',
  'other-algorithms': 'checksums of other algorithms',
  parts: 'a checksum of parts',
} as const
