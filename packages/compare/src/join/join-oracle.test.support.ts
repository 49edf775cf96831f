import type { ObjectRecord, RecordField } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import type { ComparedSide } from '../compared-object.ts'
import { etagKindOf } from '../etag-kind.ts'
import { packFacts } from '../evidence-facts.ts'
import type { ChecksumRelation, EvidenceFacts, SizeRelation } from '../evidence-facts.ts'
import type { RecordAttributes } from '../matching.ts'

/** A row of a side as the reader gives it, its key in bytes, and its number. */
export interface OracleRow {
  readonly number: number
  /** In hexadecimal digits: as the report has it, and as it is matched. */
  readonly original: string
  readonly key: string
  readonly record: Partial<ObjectRecord>
}

/** A match in plain terms. */
export interface FoundRow {
  readonly order: number
  readonly key: string
  readonly prefix: string
  readonly facts: number
  readonly duplicate: boolean
  readonly left: FoundSide | undefined
  readonly right: FoundSide | undefined
}

export interface FoundSide {
  readonly side: ComparedSide
  readonly attributes: RecordAttributes
}

export interface FoundMatches {
  readonly rows: readonly FoundRow[]
  readonly duplicates: readonly [number, number]
}

export const dialects = { left: 'aws-s3', right: 'alibaba-oss' } as const
export const bucket = 'photos'

const attributeFields = [
  'isLatest',
  'isDeleteMarker',
  'encryption',
  'isMultipartUploaded',
  'objectType',
  'storageClass',
] as const

/** All rows of a report, with keys in bytes. */
export async function oracleRows(
  report: ReportReader,
  rewrite: (key: Buffer) => Buffer = (key) => key,
): Promise<OracleRow[]> {
  const rows: OracleRow[] = []
  for await (const batch of report.batches()) {
    const keys = batch.column('key')
    if (keys.kind !== 'text') throw new Error('keys are no texts')
    for (let row = 0; row < batch.length; row++) {
      const start = row === 0 ? 0 : keys.ends[row - 1]
      const bytes = Buffer.from(keys.bytes.subarray(start, keys.ends[row]))
      rows.push({
        number: rows.length,
        original: bytes.toString('hex'),
        key: rewrite(bytes).toString('hex'),
        record: batch.ownRecord(row),
      })
    }
  }
  return rows
}

/** What matching by key must find, by a map. */
export function matchesByKey(
  left: readonly OracleRow[],
  right: readonly OracleRow[],
  depth: number,
  joined: JoinedOf = nothingJoined,
): FoundMatches {
  const known = new Map<string, { row: OracleRow; repeated: boolean; first?: OracleRow }>()
  let leftDuplicates = 0
  let rightDuplicates = 0
  for (const row of left.filter(isCurrent)) {
    const before = known.get(row.key)
    if (before === undefined) known.set(row.key, { row, repeated: false })
    else {
      leftDuplicates++
      if (!sameEvidence(before.row, row)) before.repeated = true
    }
  }
  const rows: FoundRow[] = []
  const extras = new Set<string>()
  for (const row of right.filter(isCurrent)) {
    const partner = known.get(row.key)
    if (partner === undefined) {
      if (extras.has(row.key)) rightDuplicates++
      extras.add(row.key)
      rows.push(foundRow(undefined, row, false, depth, joined))
    } else if (partner.first === undefined) {
      partner.first = row
      rows.push(foundRow(partner.row, row, partner.repeated, depth, joined))
    } else {
      rightDuplicates++
      const again = foundRow(partner.row, row, true, depth, joined)
      const first = foundRow(partner.row, partner.first, true, depth, joined)
      if (again.facts !== first.facts || !sameEvidence(partner.first, row)) rows.push(again)
    }
  }
  for (const { row, repeated, first } of known.values()) {
    if (first === undefined) rows.push(foundRow(row, undefined, repeated, depth, joined))
  }
  return { rows: rows.map(withoutVersions), duplicates: [leftDuplicates, rightDuplicates] }
}

/** What is matched by key is objects. */
function withoutVersions({ left, right, ...row }: FoundRow): FoundRow {
  return { ...row, left: left && withoutVersion(left), right: right && withoutVersion(right) }
}

function withoutVersion({ side, attributes }: FoundSide): FoundSide {
  const { versionId: _, ...without } = side
  return { side: without, attributes }
}

function isCurrent({ record }: OracleRow): boolean {
  return record.isLatest !== false && record.isDeleteMarker !== true
}

export function sameEvidence({ record: one }: OracleRow, { record: other }: OracleRow): boolean {
  return (
    one.size === other.size &&
    one.lastModified === other.lastModified &&
    one.etag?.toLowerCase() === other.etag?.toLowerCase() &&
    one.checksum?.value === other.checksum?.value
  )
}

/** A checksum in plain terms: what it is of, and what it says however it is written. */
export interface KnownChecksum {
  readonly algorithm: string
  readonly value: string
  /** It is not known how to read it. */
  readonly opaque: boolean
  readonly composite: boolean
  readonly joined: boolean
}

/** Joined checksums of a row of either side. */
export type JoinedOf = (side: 'left' | 'right', row: OracleRow) => readonly KnownChecksum[]

const nothingJoined: JoinedOf = () => []

export function foundRow(
  left: OracleRow | undefined,
  right: OracleRow | undefined,
  duplicate: boolean,
  depth: number,
  joined: JoinedOf = nothingJoined,
): FoundRow {
  const key = (right ?? left)?.key ?? ''
  return {
    order: right?.number ?? 2 ** 48 + (left?.number ?? 0),
    key,
    prefix: prefixOf(Buffer.from(key, 'hex').toString(), depth),
    facts: left === undefined || right === undefined ? 0 : packFacts(factsOf(left, right, joined)),
    duplicate,
    left: left && foundSide(left),
    right: right && foundSide(right),
  }
}

function prefixOf(key: string, depth: number): string {
  const parts = key.split('/')
  return parts
    .slice(0, Math.min(depth, parts.length - 1))
    .map((part) => `${part}/`)
    .join('')
}

function factsOf(left: OracleRow, right: OracleRow, joined: JoinedOf): EvidenceFacts {
  const leftEtag = etagKindOf({ dialect: dialects.left, bucket }, left.record)
  const rightEtag = etagKindOf({ dialect: dialects.right, bucket }, right.record)
  const { etag } = left.record
  return {
    size: sizesOf(left.record, right.record),
    leftEtag,
    rightEtag,
    etagsEqual: etag !== undefined && etag.toLowerCase() === right.record.etag?.toLowerCase(),
    ...checksumsOf(
      {
        checksums: checksumsOfRow('left', left, joined),
        md5: leftEtag === 'md5' ? etag : undefined,
      },
      {
        checksums: checksumsOfRow('right', right, joined),
        md5: rightEtag === 'md5' ? right.record.etag : undefined,
      },
    ),
  }
}

function sizesOf(left: Partial<ObjectRecord>, right: Partial<ObjectRecord>): SizeRelation {
  if (left.isDeleteMarker === true && right.isDeleteMarker === true) return 'both-zero'
  if (left.size === undefined || right.size === undefined) return 'unknown'
  if (left.size !== right.size) return 'differ'
  return left.size === 0 ? 'both-zero' : 'equal'
}

/** Its own first. */
export function checksumsOfRow(
  side: 'left' | 'right',
  row: OracleRow,
  joined: JoinedOf,
): readonly KnownChecksum[] {
  const value = row.record.checksum?.value
  if (value === undefined) return joined(side, row)
  const isNumber = /^(0|[1-9]\d{0,19})$/.test(value) && BigInt(value) < 1n << 64n
  const own = { algorithm: 'crc64xz', value, opaque: !isNumber, composite: false, joined: false }
  return [own, ...joined(side, row)]
}

interface SideEvidence {
  readonly checksums: readonly KnownChecksum[]
  readonly md5: string | undefined
}

function checksumsOf(
  left: SideEvidence,
  right: SideEvidence,
): { readonly checksum: ChecksumRelation; readonly checksumJoined: boolean } {
  const found = [
    ...left.checksums.flatMap((one) => right.checksums.map((other) => relation(one, other))),
    ...left.checksums.map((one) => relationToEtag(one, right.md5)),
    ...right.checksums.map((one) => relationToEtag(one, left.md5)),
  ]
  for (const wanted of ['differ', 'equal', 'parts'] as const) {
    const deciding = found.filter(({ checksum }) => checksum === wanted)
    if (deciding.length > 0) {
      return { checksum: wanted, checksumJoined: deciding.every(({ joined }) => joined) }
    }
  }
  const all = [...left.checksums, ...right.checksums]
  const checksumJoined = all.some(({ joined }) => joined)
  if (all.length === 0) return { checksum: 'none', checksumJoined: false }
  const isOneSide = left.checksums.length === 0 || right.checksums.length === 0
  return { checksum: isOneSide ? 'one-side' : 'other-algorithms', checksumJoined }
}

function relation(
  one: KnownChecksum,
  other: KnownChecksum,
): { readonly checksum: ChecksumRelation; readonly joined: boolean } {
  const joined = one.joined || other.joined
  if (one.algorithm !== other.algorithm || one.opaque !== other.opaque)
    return { checksum: 'other-algorithms', joined }
  if (one.value === other.value && one.composite === other.composite) {
    return { checksum: 'equal', joined }
  }
  return { checksum: one.composite || other.composite ? 'parts' : 'differ', joined }
}

function relationToEtag(
  one: KnownChecksum,
  md5: string | undefined,
): { readonly checksum: ChecksumRelation; readonly joined: boolean } {
  if (one.algorithm !== 'md5' || md5 === undefined) return { checksum: 'none', joined: true }
  if (one.composite) return { checksum: 'parts', joined: true }
  return { checksum: one.value === md5.toLowerCase() ? 'equal' : 'differ', joined: true }
}

function foundSide({ original, record }: OracleRow): FoundSide {
  const { versionId, size, lastModified, etag, checksum } = record
  const bytes = Buffer.from(original, 'hex')
  const key = bytes.toString()
  const attributes: { -readonly [F in RecordField]?: ObjectRecord[F] } = {}
  for (const field of attributeFields) setAttribute(attributes, field, record)
  return {
    side: {
      key,
      ...(Buffer.from(key).equals(bytes) ? {} : { keyBytes: Uint8Array.from(bytes) }),
      ...(versionId === undefined ? {} : { versionId }),
      ...(size === undefined ? {} : { size }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(etag === undefined ? {} : { etag }),
      ...(checksum === undefined ? {} : { checksum }),
    },
    attributes,
  }
}

function setAttribute<F extends RecordField>(
  attributes: { [K in F]?: ObjectRecord[K] },
  field: F,
  record: Partial<ObjectRecord>,
): void {
  const value: ObjectRecord[F] | undefined = record[field]
  if (value !== undefined) attributes[field] = value
}
