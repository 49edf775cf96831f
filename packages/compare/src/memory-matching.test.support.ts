import type { RecordField } from '@bucket-inventory/core'
import type { RecordBatch } from '@bucket-inventory/reports'

import type { ComparedSide } from './compared-object.ts'
import { etagFields } from './etag-kind.ts'
import { packFacts, unpackFacts } from './evidence-facts.ts'
import { factsOf } from './facts-of.ts'
import { judge } from './judge-evidence.ts'
import { leftSide, rightSide } from './match-batch.ts'
import type { MatchBatch } from './match-batch.ts'
import { NotSorted } from './matching.ts'
import type { MatchedReport, Matching, MatchOptions, RecordAttributes } from './matching.ts'
import { rewriteKey } from './rewrite-key.ts'

/** A row of one side that is compared. */
interface MemoryRow {
  readonly number: number
  /** Bytes of the rewritten key, as Latin-1. */
  readonly identity: string
  readonly matched: { readonly key: string; readonly keyBytes?: Uint8Array }
  readonly side: ComparedSide
  readonly attributes: RecordAttributes
  readonly joined: boolean
}

interface Matched {
  readonly left?: MemoryRow
  readonly right?: MemoryRow
  readonly duplicate: boolean
}

export interface MemoryMatchingOptions {
  /** Rows of a batch. Default: 2. */
  readonly batch?: number
  /** `runs`: pairs and what is left are given in two runs, the last first. Default: in the order of the list. */
  readonly order?: 'list' | 'runs'
  /** Whether merging breaks off after the first batch. Default: false. */
  readonly unsorted?: boolean
  /** Prefixes that are kept apart. Default: 10,000. */
  readonly most?: number
}

/** Matches the rows of two reports in maps: what any engine must find. */
export function memoryMatching({
  batch = 2,
  order = 'list',
  unsorted = false,
  most = 10_000,
}: MemoryMatchingOptions = {}) {
  return (
    left: MatchedReport,
    right: MatchedReport,
    options: MatchOptions & { readonly merge: boolean },
  ): Matching => {
    const prefixes: string[] = []
    const attributes: RecordAttributes[] = [{}]
    const none = { rows: 0, skipped: 0, duplicates: 0, duplicateKeys: [], malformedEscapes: 0 }
    let statistics: Matching['statistics'] = {
      method: 'table',
      left: none,
      right: none,
      spilled: 0,
    }
    return {
      ordered: order === 'list',
      prefixes,
      attributes,
      get statistics() {
        return statistics
      },
      async *batches() {
        const [one, other] = [await rowsOf(left, options), await rowsOf(right, options)]
        statistics = {
          ...statistics,
          method: options.merge ? 'merge' : 'table',
          left: one.statistics,
          right: other.statistics,
        }
        const isSame = (l: MemoryRow, r: MemoryRow) =>
          judge(unpackFacts(factsCode(l, r, { left, right })), 'checksum').outcome.verdict ===
          'same'
        const matched = matchRows(
          one.rows,
          other.rows,
          options.match === 'key' ? undefined : isSame,
        )
        const runs = order === 'list' ? [matched] : bothRuns(matched)
        for (const [run, rows] of runs.entries()) {
          for (let from = 0; from < rows.length; from += batch) {
            options.signal?.throwIfAborted()
            yield batchOf(rows.slice(from, from + batch), run, { left, right }, options, {
              prefixes,
              attributes,
              most,
            })
            if (options.merge && unsorted) throw new NotSorted('the second batch is not in order')
          }
        }
      },
    }
  }
}

function bothRuns(matched: readonly Matched[]): readonly (readonly Matched[])[] {
  return [
    matched.filter(({ right }) => right === undefined),
    matched.filter(({ right }) => right !== undefined),
  ]
}

async function rowsOf(given: MatchedReport, options: MatchOptions) {
  const { report, where, takesKey, rewriteKey: rewrite } = given
  const checksums = await checksumsOf(given)
  const wanted = new Set<RecordField>([...etagFields, ...options.metadata])
  const rows: MemoryRow[] = []
  const seen = new Map<string, MemoryRow>()
  let [read, duplicates, malformedEscapes, skipped] = [0, 0, 0, 0]
  for await (const batch of report.batches()) read += batch.length
  const duplicateKeys: string[] = []
  for await (const batch of report.batches(where === undefined ? {} : { where })) {
    malformedEscapes += batch.malformedEscapes
    for (let row = 0; row < batch.length; row++) {
      const bytes = keyBytes(batch, row)
      const record = batch.record(row)
      const { key, isLatest, isDeleteMarker } = record
      const isOld = options.match === 'key' && isLatest === false
      if (isOld || isDeleteMarker === true || takesKey?.(key) === false) continue
      const odd = !Buffer.from(key).equals(bytes)
      const rewritten = odd ? key : rewriteKey(key, rewrite)
      const identity = odd ? bytes.toString('latin1') : Buffer.from(rewritten).toString('latin1')
      const checksum = checksums.get(`${key} ${record.versionId ?? ''}`)
      const side: ComparedSide = {
        key,
        ...(odd ? { keyBytes: new Uint8Array(bytes) } : {}),
        ...present(record, ['versionId', 'size', 'lastModified', 'etag', 'checksum']),
        ...(checksum === undefined ? {} : { checksum }),
      }
      const known = {
        number: rows.length,
        identity,
        matched: { key: rewritten, ...(odd ? { keyBytes: new Uint8Array(bytes) } : {}) },
        side,
        attributes: present(record, [...wanted]),
        joined: checksum !== undefined,
      }
      rows.push(known)
      const name = options.match === 'key' ? identity : `${identity} ${String(record.versionId)}`
      if (seen.has(name)) {
        duplicates++
        duplicateKeys.push(rewritten)
      }
      seen.set(name, known)
    }
  }
  skipped = read - rows.length
  return {
    rows,
    statistics: { rows: rows.length, skipped, duplicates, duplicateKeys, malformedEscapes },
  }
}

async function checksumsOf({ checksums }: MatchedReport) {
  const found = new Map<string, NonNullable<ComparedSide['checksum']>>()
  for await (const { key, versionId, algorithm, value, composite } of checksums ?? none()) {
    if (typeof key !== 'string') continue
    found.set(`${key} ${versionId ?? ''}`, { algorithm, value, composite: composite ?? false })
  }
  return found
}

async function* none() {}

function keyBytes(batch: RecordBatch, row: number): Buffer {
  const column = batch.column('key')
  if (column.kind !== 'text') throw new TypeError('keys are texts')
  const from = row === 0 ? 0 : column.ends[row - 1]
  return Buffer.from(column.bytes.subarray(from, column.ends[row]))
}

function present<Row extends object, Field extends keyof Row>(
  row: Row,
  fields: readonly Field[],
): { [F in Field]?: NonNullable<Row[F]> | Extract<Row[F], null> } {
  const entries = fields.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]))
  return Object.fromEntries(entries)
}

/** In the order of the list: the right side's, then what is left of the left side's. */
function matchRows(
  left: readonly MemoryRow[],
  right: readonly MemoryRow[],
  /** Of versions, which pair by content. */
  isSame: ((left: MemoryRow, right: MemoryRow) => boolean) | undefined,
): readonly Matched[] {
  const ofLeft = byIdentity(left)
  const ofRight = byIdentity(right)
  const matched: Matched[] = []
  for (const identity of new Set([...ofLeft.keys(), ...ofRight.keys()])) {
    const [one, other] = [ofLeft.get(identity) ?? [], ofRight.get(identity) ?? []]
    matched.push(
      ...(isSame === undefined ? [pairOf(one, other)] : pairsOfVersions(one, other, isSame)),
    )
  }
  return matched.toSorted((one, other) => orderOf(one) - orderOf(other))
}

function byIdentity(rows: readonly MemoryRow[]): Map<string, MemoryRow[]> {
  const found = new Map<string, MemoryRow[]>()
  for (const row of rows) found.set(row.identity, [...(found.get(row.identity) ?? []), row])
  return found
}

function pairOf(left: readonly MemoryRow[], right: readonly MemoryRow[]): Matched {
  const duplicate = [left, right].some((rows) => new Set(rows.map(contentOf)).size > 1)
  return { ...sidesOf(left[0], right[0]), duplicate }
}

function sidesOf(left: MemoryRow | undefined, right: MemoryRow | undefined) {
  return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) }
}

/** By content first, then by time. */
function pairsOfVersions(
  left: readonly MemoryRow[],
  right: readonly MemoryRow[],
  isSame: (left: MemoryRow, right: MemoryRow) => boolean,
): readonly Matched[] {
  const waiting = byTime(left)
  const pairs: Matched[] = []
  const unlike = byTime(right).filter((row) => {
    const at = waiting.findIndex((one) => isSame(one, row))
    if (at < 0) return true
    pairs.push({ ...sidesOf(waiting.splice(at, 1)[0], row), duplicate: false })
    return false
  })
  for (let at = 0; at < Math.max(waiting.length, unlike.length); at++) {
    pairs.push({ ...sidesOf(waiting[at], unlike[at]), duplicate: false })
  }
  return pairs
}

function byTime(rows: readonly MemoryRow[]): MemoryRow[] {
  return rows.toSorted(
    (one, other) => (one.side.lastModified ?? 0) - (other.side.lastModified ?? 0),
  )
}

function contentOf({ side }: MemoryRow): string {
  return `${side.size} ${side.etag?.toLowerCase()} ${side.checksum?.value}`
}

function orderOf({ left, right }: Matched): number {
  return right?.number ?? 2 ** 48 + (left?.number ?? 0)
}

interface Growing {
  /** Prefixes that are kept apart. */
  readonly most: number
  readonly prefixes: string[]
  readonly attributes: RecordAttributes[]
}

function batchOf(
  rows: readonly Matched[],
  run: number,
  given: Readonly<Record<'left' | 'right', MatchedReport>>,
  { depth }: MatchOptions,
  { prefixes, attributes, most }: Growing,
): MatchBatch {
  const floats = (of: (row: Matched) => number | undefined) =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN)
  const attributesOf = (row: MemoryRow | undefined) => {
    if (row === undefined) return 0
    const at = attributes.findIndex((one) => JSON.stringify(one) === JSON.stringify(row.attributes))
    return at < 0 ? attributes.push(row.attributes) - 1 : at
  }
  const prefixOf = ({ left, right }: Matched) => {
    const key = (right ?? left)?.matched.key ?? ''
    const prefix = key
      .split('/')
      .slice(0, -1)
      .slice(0, depth)
      .map((part) => `${part}/`)
      .join('')
    const at = prefixes.indexOf(prefix)
    if (at >= 0) return at
    return prefixes.length < most ? prefixes.push(prefix) - 1 : 2 ** 16
  }
  const rowOf = (at: number, side: 'left' | 'right') => {
    const row = rows[at]?.[side]
    if (row === undefined) throw new RangeError(`row ${at} has no ${side} side`)
    return row
  }
  return {
    length: rows.length,
    run,
    sides: Uint8Array.from(
      rows,
      ({ left, right }) =>
        (left === undefined ? 0 : leftSide) | (right === undefined ? 0 : rightSide),
    ),
    facts: Uint16Array.from(rows, ({ left, right }) =>
      left === undefined || right === undefined ? 0 : factsCode(left, right, given),
    ),
    order: floats(orderOf),
    leftSize: floats(({ left }) => left?.side.size),
    rightSize: floats(({ right }) => right?.side.size),
    leftTime: floats(({ left }) => left?.side.lastModified),
    rightTime: floats(({ right }) => right?.side.lastModified),
    prefix: Uint32Array.from(rows, prefixOf),
    leftAttributes: Uint32Array.from(rows, ({ left }) => attributesOf(left)),
    rightAttributes: Uint32Array.from(rows, ({ right }) => attributesOf(right)),
    duplicate: Uint8Array.from(rows, ({ duplicate }) => Number(duplicate)),
    side: (at, side) => rowOf(at, side).side,
    key: (at) => (rows[at]?.right ?? rowOf(at, 'left')).matched,
  }
}

function factsCode(
  left: MemoryRow,
  right: MemoryRow,
  given: Readonly<Record<'left' | 'right', MatchedReport>>,
): number {
  const facts = factsOf(
    { ...left.side, ...left.attributes },
    { ...right.side, ...right.attributes },
    {
      left: listed(given.left),
      right: listed(given.right),
    },
  )
  return packFacts({ ...facts, checksumJoined: left.joined || right.joined })
}

function listed({ report }: MatchedReport) {
  return { dialect: report.manifest.dialect, bucket: report.manifest.sourceBucket }
}
