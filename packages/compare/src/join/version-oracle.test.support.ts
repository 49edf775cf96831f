import type { GeneratedChecksum } from './generated-checksums.test.support.ts'
import { checksumsOf } from './generated-checksums.test.support.ts'
import { checksumsOfRow, foundRow, sameEvidence } from './join-oracle.test.support.ts'
import type { FoundMatches, FoundRow, JoinedOf, OracleRow } from './join-oracle.test.support.ts'

interface Version {
  readonly row: OracleRow
  repeated: boolean
  partner?: Version
}

/** A row of the right side that says something else than another of the same version. */
interface Contradiction {
  readonly row: OracleRow
  readonly first: Version
}

/** What matching by version must find, by looking at each pair. */
export function matchesByVersion(
  left: readonly OracleRow[],
  right: readonly OracleRow[],
  checksums: Readonly<Record<'left' | 'right', readonly GeneratedChecksum[]>> = nothing,
): FoundMatches {
  const rows: FoundRow[] = []
  const duplicates: [number, number] = [0, 0]
  for (const key of new Set([...left, ...right].map((row) => row.key))) {
    const lefts = versionsOf(left.filter((row) => row.key === key))
    const rights = versionsOf(right.filter((row) => row.key === key))
    duplicates[0] += lefts.dropped
    duplicates[1] += rights.dropped
    const joined: JoinedOf = (side, row) => {
      const { versions } = side === 'left' ? lefts : rights
      const known = versions.some((version) => version.row === row)
      const isDefault = defaultOf(versions)?.row === row
      return known && !isMarker(row) ? checksumsOf(checksums[side], row, isDefault) : []
    }
    pair(lefts.versions, rights.versions, joined)
    for (const { row, repeated, partner } of rights.versions) {
      const isRepeated = partner !== undefined && (repeated || partner.repeated)
      rows.push(foundRow(partner?.row, row, isRepeated, 1, joined))
    }
    for (const { row, first } of rights.contradictions) {
      const partner = first.partner
      rows.push(foundRow(partner?.row, row, partner !== undefined, 1, joined))
    }
    for (const { row, repeated, partner } of lefts.versions) {
      if (partner === undefined) rows.push(foundRow(row, undefined, repeated, 1, joined))
    }
  }
  return { rows: rows.toSorted((one, other) => one.order - other.order), duplicates }
}

const nothing = { left: [], right: [] }

/** What a checksum without a version is of: the only version, or the latest. */
function defaultOf(versions: readonly Version[]): Version | undefined {
  return versions.length === 1
    ? versions[0]
    : versions.findLast(({ row }) => row.record.isLatest === true && !isMarker(row))
}

function versionsOf(rows: readonly OracleRow[]) {
  const versions: Version[] = []
  const contradictions: Contradiction[] = []
  for (const row of rows) {
    const first = versions.find((each) => each.row.record.versionId === row.record.versionId)
    if (first === undefined) versions.push({ row, repeated: false })
    else if (!isSameRow(first.row, row)) {
      first.repeated = true
      contradictions.push({ row, first })
    }
  }
  return {
    versions: versions.toSorted(byTime),
    contradictions,
    dropped: rows.length - versions.length,
  }
}

function isSameRow(one: OracleRow, other: OracleRow): boolean {
  return isMarker(one) === isMarker(other) && sameEvidence(one, other)
}

function isMarker({ record }: OracleRow): boolean {
  return record.isDeleteMarker === true
}

/** Oldest first, without a time last; of one time, the row that is listed last. */
function byTime({ row: one }: Version, { row: other }: Version): number {
  const a = one.record.lastModified ?? Infinity
  const b = other.record.lastModified ?? Infinity
  return a === b ? other.number - one.number : a - b
}

function pair(lefts: readonly Version[], rights: readonly Version[], joined: JoinedOf): void {
  const checksum = (side: 'left' | 'right', algorithm: string) => (row: OracleRow) => {
    const found = checksumsOfRow(side, row, joined).find((each) => each.algorithm === algorithm)
    return found && JSON.stringify([found.value, found.opaque, found.composite])
  }
  for (const algorithm of algorithms) {
    pairEqual(lefts, rights, checksum('left', algorithm), checksum('right', algorithm))
  }
  pairEqual(lefts, rights, etagAndSize, etagAndSize)
  pairEqual(lefts, rights, size, size)
  for (const markers of [false, true]) {
    pairEqual(lefts, rights, anything, anything, markers)
  }
}

/** In the order in which they are tried. */
const algorithms = ['md5', 'crc64xz', 'crc64nvme', 'sha256', 'unheard of']

const etagAndSize = ({ record }: OracleRow): string | undefined =>
  record.size === undefined
    ? undefined
    : record.etag && `${record.etag.toLowerCase()} ${record.size}`

const size = ({ record }: OracleRow): string | undefined => record.size?.toString()

const anything = (): string => ''

function pairEqual(
  lefts: readonly Version[],
  rights: readonly Version[],
  ofLeft: (row: OracleRow) => string | undefined,
  ofRight: (row: OracleRow) => string | undefined,
  markers = false,
): void {
  for (const left of lefts) {
    const wanted = ofLeft(left.row)
    if (wanted === undefined || left.partner !== undefined || isMarker(left.row) !== markers)
      continue
    const right = rights.find(
      (each) =>
        each.partner === undefined &&
        isMarker(each.row) === markers &&
        ofRight(each.row) === wanted,
    )
    if (right === undefined) continue
    left.partner = right
    right.partner = left
  }
}
