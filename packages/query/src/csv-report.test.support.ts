import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { memoryReportStore, openReport } from '@bucket-inventory/reports'
import type { ReportReader } from '@bucket-inventory/reports'

import type { QueryAnswer, QueryParameters, QueryRow, ReportQuery } from './report-query.ts'

export interface CsvReport {
  /** Default: S3. */
  readonly cloud?: 'aws-s3' | 'alibaba-oss'
  /** Default: `Bucket, Key, Size, LastModifiedDate, StorageClass`. */
  readonly columns?: string
  /** Cells of each row of each file, keys URL-encoded. */
  readonly files: readonly (readonly (readonly string[])[])[]
}

const created = Date.parse('2026-11-20T01:00:00Z')
const versions = {
  'aws-s3': { version: '2016-11-30', creationTimestamp: String(created) },
  'alibaba-oss': { version: '2025-09-30', creationTimestamp: String(created / 1000) },
} as const

/** A delivered report of these rows, in memory. */
export async function csvReport({
  cloud = 'aws-s3',
  columns = 'Bucket, Key, Size, LastModifiedDate, StorageClass',
  files,
}: CsvReport): Promise<ReportReader> {
  const objects = new Map<string, Uint8Array | string>()
  const entries = files.map((rows, index) => {
    const key = `inventory/data/${index}.csv.gz`
    const lines = rows.map((cells) => `${cells.map(quoted).join(',')}\n`)
    const bytes = gzipSync(lines.join(''))
    objects.set(key, bytes)
    return { key, size: bytes.length, MD5checksum: md5(bytes) }
  })
  const manifestKey = 'inventory/2026-11-20T01-00Z/manifest.json'
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'reports',
    fileFormat: 'CSV',
    fileSchema: columns,
    files: entries,
    ...versions[cloud],
  })
  objects.set(manifestKey, manifest)
  objects.set(manifestKey.replace('.json', '.checksum'), md5(manifest))
  return openReport({ store: memoryReportStore(objects), manifestKey })
}

/** A row of the default columns. */
export function row(key: string, size = 1, storageClass = 'STANDARD'): string[] {
  return ['photos', key, String(size), '2026-11-19T10:00:00.000Z', storageClass]
}

export async function rowsOf(answer: QueryAnswer): Promise<QueryRow[]> {
  const rows: QueryRow[] = []
  for await (const one of answer.rows) rows.push(one)
  return rows
}

export async function ask(
  query: ReportQuery,
  sql: string,
  parameters?: QueryParameters,
): Promise<QueryRow[]> {
  return rowsOf(await query.rows(sql, parameters))
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

function md5(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex')
}
