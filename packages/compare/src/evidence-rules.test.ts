import { describe, expect, it } from 'vitest'

import {
  checksumRelations,
  etagKinds,
  factCodes,
  packFacts,
  sizeRelations,
  unpackFacts,
} from './evidence-facts.ts'
import type { EvidenceFacts } from './evidence-facts.ts'
import { cannotTellAdvice, evidenceRules } from './evidence-rules.ts'
import type { EvidenceOutcome } from './evidence-rules.ts'
import { evidenceTable } from './evidence-table.ts'
import { judge, noRule, ruleOfCodes } from './judge-evidence.ts'

const nothing: EvidenceFacts = {
  size: 'equal',
  leftEtag: 'none',
  rightEtag: 'none',
  etagsEqual: false,
  checksum: 'none',
  checksumJoined: false,
}
const md5s = { leftEtag: 'md5', rightEtag: 'md5' } as const
const equal = { etagsEqual: true } as const

/** One for each row of the table, and what is near it. */
const rows: readonly (readonly [string, Partial<EvidenceFacts>, EvidenceOutcome])[] = [
  ['sizes that differ', { size: 'differ' }, differs('size-differs', 'size')],
  [
    'sizes that differ under equal checksums',
    { size: 'differ', checksum: 'equal', ...md5s, ...equal },
    differs('size-differs', 'size'),
  ],
  ['nothing on both sides', { size: 'both-zero' }, same('empty')],
  ['nothing on both sides, with ETags of their own', { size: 'both-zero', ...md5s }, same('empty')],
  [
    'equal ETags under different checksums',
    { ...md5s, ...equal, checksum: 'differ' },
    cannotTell('contradicting-evidence'),
  ],
  [
    'unequal MD5s under equal checksums',
    { ...md5s, checksum: 'equal' },
    cannotTell('contradicting-evidence'),
  ],
  ['equal checksums', { checksum: 'equal' }, same('checksum')],
  [
    'equal checksums beside ETags of parts that differ',
    { checksum: 'equal', leftEtag: 'parts', rightEtag: 'parts' },
    same('checksum'),
  ],
  ['equal checksums of unknown size', { size: 'unknown', checksum: 'equal' }, same('checksum')],
  [
    'an equal checksum that was joined',
    { checksum: 'equal', checksumJoined: true },
    same('joined-checksum'),
  ],
  ['equal MD5s', { ...md5s, ...equal }, same('md5-etag')],
  ['equal MD5s of unknown size', { size: 'unknown', ...md5s, ...equal }, same('md5-etag')],
  ['equal ETags of parts', { leftEtag: 'parts', rightEtag: 'parts', ...equal }, same('etag')],
  [
    'equal ETags of encrypted objects',
    { leftEtag: 'encrypted', rightEtag: 'encrypted', ...equal },
    same('etag'),
  ],
  [
    'an MD5 that equals an ETag of unknown encryption',
    { leftEtag: 'md5', rightEtag: 'unknown-encryption', ...equal },
    same('etag'),
  ],
  [
    'different checksums',
    { checksum: 'differ', leftEtag: 'parts', rightEtag: 'md5' },
    differs('content-differs', 'checksum'),
  ],
  [
    'a different checksum that was joined',
    { checksum: 'differ', checksumJoined: true },
    differs('content-differs', 'joined-checksum'),
  ],
  ['unequal MD5s', { ...md5s }, differs('content-differs', 'md5-etag')],
  [
    'unequal MD5s of unknown size',
    { size: 'unknown', ...md5s },
    differs('content-differs', 'md5-etag'),
  ],
  [
    'equal ETags that are no MD5s, of unknown size',
    { size: 'unknown', leftEtag: 'parts', rightEtag: 'parts', ...equal },
    cannotTell('no-size'),
  ],
  [
    'a checksum of parts',
    { checksum: 'parts', leftEtag: 'parts', rightEtag: 'md5' },
    cannotTell('multipart-checksum'),
  ],
  [
    'checksums of other algorithms',
    { checksum: 'other-algorithms', leftEtag: 'parts', rightEtag: 'md5' },
    cannotTell('different-checksum-algorithms'),
  ],
  ['no ETag on a side', { leftEtag: 'md5' }, cannotTell('no-checksum')],
  [
    'a checksum on one side and no ETag on the other',
    { rightEtag: 'md5', checksum: 'one-side' },
    cannotTell('no-checksum'),
  ],
  [
    'an ETag of parts against an MD5',
    { leftEtag: 'parts', rightEtag: 'md5' },
    cannotTell('multipart-etag'),
  ],
  [
    'an ETag of parts against one of unknown encryption, as the column would not help',
    { leftEtag: 'unknown-encryption', rightEtag: 'parts' },
    cannotTell('multipart-etag'),
  ],
  [
    'an ETag of an encrypted object',
    { leftEtag: 'md5', rightEtag: 'encrypted' },
    cannotTell('encrypted-etag'),
  ],
  [
    'an ETag of an appended object',
    { leftEtag: 'md5', rightEtag: 'other' },
    cannotTell('other-etag'),
  ],
  [
    'an ETag of unknown encryption',
    { leftEtag: 'unknown-encryption', rightEtag: 'md5' },
    cannotTell('unknown-encryption'),
  ],
  [
    'an ETag of an unknown upload',
    { leftEtag: 'md5', rightEtag: 'unknown-upload' },
    cannotTell('unknown-upload'),
  ],
]

describe('the evidence table', () => {
  it.each(rows)('decides %s', (_, facts, outcome) => {
    expect(judge({ ...nothing, ...facts }, 'checksum').outcome).toStrictEqual(outcome)
  })

  it('takes an equal size for enough only where it is trusted, and nothing speaks against it', () => {
    const parts = { ...nothing, leftEtag: 'parts', rightEtag: 'md5' } as const
    expect(judge(parts, 'size').outcome).toStrictEqual(same('size'))
    expect(judge({ ...nothing, ...md5s }, 'size').outcome.verdict).toBe('content-differs')
    expect(judge({ ...nothing, checksum: 'differ' }, 'size').outcome.verdict).toBe(
      'content-differs',
    )
    expect(judge({ ...nothing, ...md5s, ...equal }, 'size').outcome).toStrictEqual(same('md5-etag'))
    expect(judge({ ...parts, size: 'unknown' }, 'size').outcome).toStrictEqual(
      cannotTell('no-size'),
    )
  })

  it('has no row that never decides', () => {
    const used = new Set(
      everyFacts().flatMap((facts) => trusts.map((trust) => judge(facts, trust))),
    )
    expect(evidenceRules.filter((rule) => !used.has(rule))).toStrictEqual([])
  })

  it('gives every code that facts have one rule, and no other code any', () => {
    for (const trust of trusts) {
      const rules = ruleOfCodes(trust)
      const expected = new Uint8Array(factCodes).fill(noRule)
      for (const facts of everyFacts()) {
        expected[packFacts(facts)] = evidenceRules.indexOf(judge(facts, trust))
      }
      expect(rules).toStrictEqual(expected)
    }
  })

  it('never calls a pair different whose facts are equal', () => {
    const wrong = everyFacts().filter(
      (facts) =>
        facts.size !== 'differ' &&
        facts.leftEtag === facts.rightEtag &&
        facts.etagsEqual === (facts.leftEtag !== 'none') &&
        (facts.checksum === 'none' || facts.checksum === 'equal') &&
        trusts.some(
          (trust) => !['same', 'cannot-tell'].includes(judge(facts, trust).outcome.verdict),
        ),
    )
    expect(wrong).toStrictEqual([])
  })

  it('says the same of a pair whichever side is the source', () => {
    const wrong = everyFacts().filter((facts) => {
      const swapped = { ...facts, leftEtag: facts.rightEtag, rightEtag: facts.leftEtag }
      return trusts.some((trust) => judge(facts, trust) !== judge(swapped, trust))
    })
    expect(wrong).toStrictEqual([])
  })

  it('never takes back what it told when the size is trusted too', () => {
    const wrong = everyFacts().filter((facts) => {
      const strict = judge(facts, 'checksum').outcome
      const loose = judge(facts, 'size').outcome
      return strict.verdict !== 'cannot-tell' && strict.verdict !== loose.verdict
    })
    expect(wrong).toStrictEqual([])
  })

  it('is a table in words, row by row', () => {
    const table = evidenceTable()
    expect(table).toHaveLength(evidenceRules.length)
    expect(table[0]).toStrictEqual({
      known: 'sizes differ',
      verdict: 'size-differs',
      by: 'size',
      because: 'No content has two sizes.',
    })
    expect(new Set(table.map(({ known }) => known)).size).toBe(table.length)
  })

  it('says what to do about every reason it gives', () => {
    const reasons = evidenceRules.flatMap(({ outcome }) =>
      outcome.verdict === 'cannot-tell' ? [outcome.reason] : [],
    )
    expect(new Set(reasons).size).toBe(10)
    for (const reason of reasons) expect(cannotTellAdvice[reason]).toMatch(/\.$/)
  })
})

const trusts = ['checksum', 'size'] as const

function everyFacts(): EvidenceFacts[] {
  const codes = sizeRelations.flatMap((size) =>
    etagKinds.flatMap((leftEtag) =>
      etagKinds.flatMap((rightEtag) =>
        [true, false].flatMap((etagsEqual) =>
          checksumRelations.flatMap((checksum) =>
            [true, false].map((checksumJoined) =>
              packFacts({ size, leftEtag, rightEtag, etagsEqual, checksum, checksumJoined }),
            ),
          ),
        ),
      ),
    ),
  )
  return codes.map(unpackFacts)
}

function same(by: 'size' | 'empty' | 'checksum' | 'joined-checksum' | 'etag' | 'md5-etag') {
  return { verdict: 'same', by } as const
}

function differs(
  verdict: 'size-differs' | 'content-differs',
  by: 'size' | 'checksum' | 'joined-checksum' | 'md5-etag',
) {
  return { verdict, by } as const
}

function cannotTell(reason: Extract<EvidenceOutcome, { verdict: 'cannot-tell' }>['reason']) {
  return { verdict: 'cannot-tell', reason } as const
}
