import { comparisonVerdicts } from '@bucket-inventory/compare'
import type {
  ComparedObject,
  ComparedSide,
  ComparisonSummary,
  ComparisonVerdict,
  VerdictCounts,
} from '@bucket-inventory/compare'

/** Counts of these verdicts, and none of the others. */
export function verdictCounts(counts: Partial<Record<ComparisonVerdict, number>>): VerdictCounts {
  const none = { same: 0, missing: 0, extra: 0, 'size-differs': 0, 'content-differs': 0 }
  return { ...none, 'metadata-differs': 0, 'in-flight': 0, 'cannot-tell': 0, ...counts }
}

const prefixes: readonly (readonly [string, Partial<Record<ComparisonVerdict, number>>])[] = [
  ['lake/', { same: 600_000, missing: 380, 'in-flight': 2, 'cannot-tell': 1200 }],
  ['logs/', { same: 404_331, missing: 32, 'in-flight': 19 }],
  ['images/', { same: 199_000, 'content-differs': 5, extra: 17 }],
  ['媒体/<b>/', { same: 800, 'size-differs': 3, 'cannot-tell': 690 }],
]

function sumOf(verdict: ComparisonVerdict): number {
  return prefixes.reduce((sum, [, counts]) => sum + (counts[verdict] ?? 0), 0)
}

const counts = verdictCounts(
  Object.fromEntries(comparisonVerdicts.map((verdict) => [verdict, sumOf(verdict)])),
)

/** Bytes that are a thousand times the objects. */
function bytesOf(counts: VerdictCounts): VerdictCounts {
  return verdictCounts(
    Object.fromEntries(comparisonVerdicts.map((verdict) => [verdict, counts[verdict] * 1000])),
  )
}

/** A comparison in which there is some of everything. */
export const comparison: ComparisonSummary = {
  counts,
  bytes: bytesOf(counts),
  evidence: {
    same: { 'md5-etag': 1_100_000, checksum: 104_000, empty: 131 },
    differs: { size: 3, 'md5-etag': 5 },
    cannotTell: { 'multipart-etag': 1850, 'encrypted-etag': 40 },
  },
  byPrefix: prefixes.map(([prefix, some]) => {
    const counts = verdictCounts(some)
    return { prefix, counts, bytes: bytesOf(counts) }
  }),
  byStorageClass: [{ storageClass: 'STANDARD', counts, bytes: bytesOf(counts) }],
  left: {
    name: 's3://photos#daily',
    bucket: 'photos',
    provider: 'aws-s3',
    time: Date.parse('2026-11-20T01:00:00Z'),
    objects: 1_206_460,
    bytes: 1_206_460_000,
    skipped: 12,
  },
  right: {
    name: 'oss://photos-cn#daily',
    bucket: 'photos-cn',
    provider: 'alibaba-oss',
    time: Date.parse('2026-11-21T02:00:00Z'),
    objects: 1_206_065,
    bytes: 1_206_065_000,
    skipped: 0,
  },
  trust: 'checksum',
  watermark: {
    differs: Date.parse('2026-11-20T00:45:00Z'),
    missing: Date.parse('2026-11-20T00:45:00Z'),
  },
  confirmed: { looked: 437, settled: 6, notLooked: 0 },
  method: 'table',
  warnings: [
    {
      code: 'duplicate-keys',
      side: 'right',
      message: 'The report lists 3 keys more than once, such as "images/<b>\u202e.jpg".',
    },
  ],
  conclusion: 'differs',
}

/** A comparison in which every object is proven to be the same. */
export const provenComparison: ComparisonSummary = {
  ...comparison,
  counts: verdictCounts({ same: 3 }),
  bytes: verdictCounts({ same: 3000 }),
  evidence: { same: { 'md5-etag': 2, empty: 1 }, differs: {}, cannotTell: {} },
  byPrefix: [
    { prefix: '', counts: verdictCounts({ same: 3 }), bytes: verdictCounts({ same: 3000 }) },
  ],
  byStorageClass: [],
  confirmed: { looked: 0, settled: 0, notLooked: 0 },
  warnings: [],
  conclusion: 'proven',
}

function side(key: string, size: number, etag = 'a'.repeat(32)): ComparedSide {
  return { key, size, etag, lastModified: Date.parse('2026-10-01T10:00:00Z') }
}

/** Keys that a page or a terminal could stumble over. */
const odd = '"quoted" <script>alert(1)</script> \u202eexe\n\u0007&amp;'

/** One object of each verdict, with keys that are hard to show. */
export const comparedExamples: readonly ComparedObject[] = [
  {
    key: 'lake/a',
    verdict: 'same',
    by: 'md5-etag',
    left: side('lake/a', 5_000_000),
    right: side('lake/a', 5_000_000),
  },
  { key: 'lake/b', verdict: 'missing', confirmed: true, left: side('lake/b', 7000) },
  { key: odd, verdict: 'extra', right: side(odd, 1) },
  {
    key: '媒体/第一季.mp4',
    verdict: 'size-differs',
    by: 'size',
    left: side('old/第一季.mp4', 1_000_000),
    right: side('媒体/第一季.mp4', 999_999),
  },
  {
    key: `deep/${'x'.repeat(1000)}`,
    verdict: 'content-differs',
    by: 'md5-etag',
    left: side('deep/1', 10),
    right: side('deep/1', 10, 'b'.repeat(32)),
  },
  {
    key: 'lake/c',
    verdict: 'metadata-differs',
    by: 'etag',
    fields: ['storageClass'],
    left: side('lake/c', 1),
    right: side('lake/c', 1),
  },
  { key: 'lake/d', verdict: 'in-flight', would: 'missing', left: side('lake/d', 1) },
  {
    key: 'lake/e',
    verdict: 'cannot-tell',
    reason: 'multipart-etag',
    left: side('lake/e', 9, `${'c'.repeat(32)}-2`),
    right: side('lake/e', 9, `${'d'.repeat(32)}-3`),
  },
]
