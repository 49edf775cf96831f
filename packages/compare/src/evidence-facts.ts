/**
 * What is known of a pair of rows as far as evidence goes, packed into 13 bits: the join makes one code for each pair, and
 * the table of rules is walked once for each distinct code.
 */

/** How the sizes stand to each other. */
export const sizeRelations = ['unknown', 'differ', 'equal', 'both-zero'] as const
export type SizeRelation = (typeof sizeRelations)[number]

/**
 * What an ETag is. `md5`: of the whole content. `parts`: of an upload in parts. `encrypted`: not of the content, as it is
 * encrypted with a key. `unknown-encryption`, `unknown-upload`: 32 hexadecimal digits of which the columns do not say what
 * they are of. `other`: of another form, or of an object that was not written at once.
 */
export const etagKinds = [
  'none',
  'md5',
  'parts',
  'encrypted',
  'unknown-encryption',
  'unknown-upload',
  'other',
] as const
export type EtagKind = (typeof etagKinds)[number]

/**
 * How the checksums stand to each other. Where both sides have several, one algorithm in common is enough. `one-side`: only
 * one has any. `other-algorithms`: both have, none in common. `parts`: of parts on a side, and not equal.
 */
export const checksumRelations = [
  'none',
  'equal',
  'differ',
  'one-side',
  'other-algorithms',
  'parts',
] as const
export type ChecksumRelation = (typeof checksumRelations)[number]

export interface EvidenceFacts {
  readonly size: SizeRelation
  readonly leftEtag: EtagKind
  readonly rightEtag: EtagKind
  /** Both there and equal, whatever their case. */
  readonly etagsEqual: boolean
  readonly checksum: ChecksumRelation
  /** Whether a joined report of checksums gave one of the values. */
  readonly checksumJoined: boolean
}

/** Where each fact lies in a code; the join in assembly/join.ts packs the same. */
export const factBits = {
  size: 0,
  leftEtag: 2,
  rightEtag: 5,
  etagsEqual: 8,
  checksum: 9,
  checksumJoined: 12,
} as const

/** Codes are below it. */
export const factCodes = 1 << 13

export function packFacts(facts: EvidenceFacts): number {
  return (
    (sizeRelations.indexOf(facts.size) << factBits.size) |
    (etagKinds.indexOf(facts.leftEtag) << factBits.leftEtag) |
    (etagKinds.indexOf(facts.rightEtag) << factBits.rightEtag) |
    (Number(facts.etagsEqual) << factBits.etagsEqual) |
    (checksumRelations.indexOf(facts.checksum) << factBits.checksum) |
    (Number(facts.checksumJoined) << factBits.checksumJoined)
  )
}

/** Throws a RangeError for a code that {@link packFacts} does not give. */
export function unpackFacts(code: number): EvidenceFacts {
  return {
    size: at(sizeRelations, (code >> factBits.size) & 3),
    leftEtag: at(etagKinds, (code >> factBits.leftEtag) & 7),
    rightEtag: at(etagKinds, (code >> factBits.rightEtag) & 7),
    etagsEqual: ((code >> factBits.etagsEqual) & 1) === 1,
    checksum: at(checksumRelations, (code >> factBits.checksum) & 7),
    checksumJoined: ((code >> factBits.checksumJoined) & 1) === 1,
  }
}

function at<T>(words: readonly T[], index: number): T {
  const word = words[index]
  if (word === undefined) throw new RangeError(`no fact has the number ${index}`)
  return word
}
