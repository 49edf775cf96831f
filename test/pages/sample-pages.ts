import { comparisonVerdicts } from '@bucket-inventory/compare'
import type {
  ComparedObject,
  ComparisonSummary,
  ComparisonVerdict,
} from '@bucket-inventory/compare'
import { openReport } from '@bucket-inventory/reports'
import {
  comparisonPage,
  summarizeGrowth,
  summarizeReport,
  summaryPage,
} from '@bucket-inventory/summary'
import type { ReportSummary } from '@bucket-inventory/summary'

import { memoryReport } from '../laws/memory-report.ts'

const day = 86_400_000
const scan = Date.parse('2026-11-20T01:00:00Z')
const columns =
  'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, EncryptionStatus'
const classes = ['STANDARD', 'STANDARD_IA', 'GLACIER', 'INTELLIGENT_TIERING']

/** Keys that a page could stumble over, and folders that are worth to look into. */
const folders = [
  'lake/orders/2025/',
  'lake/orders/2026/',
  'lake/clicks/2026/',
  'backups/mysql/full/',
  'backups/vault/wal/',
  'media/第一季/raw/',
  `<script>document.title='ran'</script>/"'&/\u202e/`,
  `${'a-very-long-name-'.repeat(12)}/x/y/`,
]

function rows(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => {
    const folder = folders[(index * 7) % folders.length] ?? ''
    const size = (index % 13) ** 6 * 997 + index
    const multipart = index % 9 === 0
    return [
      'photos',
      encodeURIComponent(`${folder}object-${index}`),
      `v${index}`,
      String(index % 11 !== 0),
      'false',
      String(size),
      new Date(scan - ((index * 37) % 2200) * day).toISOString(),
      `${(index % 400).toString(16).padStart(32, '0')}${multipart ? '-3' : ''}`,
      classes[index % classes.length] ?? '',
      String(multipart),
      index % 5 === 0 ? 'SSE-KMS' : 'SSE-S3',
    ]
  })
}

async function summaryOf(count: number): Promise<ReportSummary> {
  return summarizeReport(await openReport(memoryReport(columns, [rows(count)])), { depth: 3 })
}

/** A summary with growth, of some thousand objects. */
export async function sampleSummaryPage(): Promise<string> {
  const after = await summaryOf(4000)
  return summaryPage(after, { growth: summarizeGrowth(await summaryOf(3000), after) })
}

type Some = Partial<Record<ComparisonVerdict, number>>

function countsOf(some: Some) {
  const none = { same: 0, missing: 0, extra: 0, 'size-differs': 0, 'content-differs': 0 }
  return { ...none, 'metadata-differs': 0, 'in-flight': 0, 'cannot-tell': 0, ...some }
}

function sideOf(name: string) {
  return {
    name,
    bucket: 'photos',
    provider: 'aws-s3',
    time: scan,
    objects: 999,
    bytes: 1e9,
    skipped: 2,
  }
}

/** A comparison in which there is some of everything. */
export function sampleComparisonPage(): string {
  const byPrefix = folders.map((prefix, index) => {
    const counts = countsOf({ same: 100, [comparisonVerdicts[index] ?? 'same']: index + 1 })
    return { prefix, counts, bytes: counts }
  })
  const counts = countsOf(
    Object.fromEntries(
      comparisonVerdicts.map((verdict) => [
        verdict,
        byPrefix.reduce((sum, { counts }) => sum + counts[verdict], 0),
      ]),
    ),
  )
  const summary: ComparisonSummary = {
    counts,
    bytes: counts,
    evidence: {
      same: { 'md5-etag': counts.same - 10, checksum: 10 },
      differs: { size: 4, 'md5-etag': 5 },
      cannotTell: { 'multipart-etag': 5, 'unknown-encryption': 3 },
    },
    byPrefix,
    byStorageClass: [{ storageClass: 'STANDARD', counts, bytes: counts }],
    left: sideOf('s3://photos#daily'),
    right: sideOf(`oss://${'a-long-name-'.repeat(8)}#daily`),
    trust: 'checksum',
    watermark: { differs: scan, missing: scan },
    confirmed: { looked: 5, settled: 1, notLooked: 1 },
    method: 'merge',
    warnings: [{ code: 'no-rows', side: 'left', message: `No rows, "${folders[6] ?? ''}".` }],
    conclusion: 'differs',
  }
  return comparisonPage(summary, examples())
}

function examples(): ComparedObject[] {
  const side = (key: string, size = 1000) => ({
    key,
    size,
    lastModified: scan,
    etag: 'a'.repeat(32),
  })
  const both = (key: string) => ({ key, left: side(key), right: side(key, 999) })
  const odd = folders[6] ?? ''
  return [
    { ...both('same'), verdict: 'same', by: 'md5-etag' },
    { key: odd, verdict: 'missing', left: side(odd) },
    { key: 'x'.repeat(1024), verdict: 'extra', right: side('x'.repeat(1024)) },
    { ...both('size'), verdict: 'size-differs', by: 'size' },
    { ...both('content'), verdict: 'content-differs', by: 'md5-etag' },
    { ...both('metadata'), verdict: 'metadata-differs', by: 'etag', fields: ['storageClass'] },
    { ...both('flight'), verdict: 'in-flight', would: 'size-differs' },
    { ...both('unknown'), verdict: 'cannot-tell', reason: 'multipart-etag' },
  ]
}
