import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { memoryReportStore, openReport } from '@bucket-inventory/reports'
import type { ReportReader } from '@bucket-inventory/reports'

/** A row by the service's names of its columns; what is absent is an empty field. Keys are not encoded. */
export type WrittenRow = Readonly<Record<string, string | number | boolean | Uint8Array>>

export const scanTime = Date.parse('2026-11-20T01:00:00Z')

export interface WrittenReportOptions {
  readonly provider?: 'aws-s3' | 'alibaba-oss'
  /** Default: every name in the rows. */
  readonly columns?: readonly string[]
  /** Rows in each data file. Default: 50,000. */
  readonly rowsPerFile?: number
  readonly bucket?: string
  /** Epoch milliseconds. */
  readonly time?: number
}

/** A report of these rows, as the service delivers it in CSV. */
export async function reportOf(
  rows: readonly WrittenRow[],
  options: WrittenReportOptions = {},
): Promise<ReportReader> {
  const { provider = 'aws-s3', rowsPerFile = 50_000, bucket = 'photos', time = scanTime } = options
  const columns = options.columns ?? [
    ...new Set(['Key', ...rows.flatMap((row) => Object.keys(row))]),
  ]
  const objects = new Map<string, Uint8Array | string>()
  const files = []
  for (let first = 0; first < rows.length; first += rowsPerFile) {
    const key = `inv/data/${first}.csv.gz`
    const lines = rows.slice(first, first + rowsPerFile).map((row) => lineOf(row, bucket, columns))
    const bytes = gzipSync(lines.join(''), { level: 1 })
    objects.set(key, bytes)
    files.push({ key, size: bytes.length, MD5checksum: md5(bytes) })
  }
  const manifest = JSON.stringify({
    sourceBucket: bucket,
    ...(provider === 'aws-s3'
      ? { destinationBucket: 'arn:aws:s3:::reports', version: '2016-11-30' }
      : { destinationBucket: 'reports', version: '2019-09-01' }),
    creationTimestamp: String(provider === 'aws-s3' ? time : time / 1000),
    fileFormat: 'CSV',
    fileSchema: ['Bucket', ...columns].join(', '),
    files,
  })
  const folder = `inv/${new Date(time).toISOString().slice(0, 16).replace(':', '-')}Z`
  const manifestKey = `${folder}/manifest.json`
  objects.set(manifestKey, manifest)
  objects.set(`${folder}/manifest.checksum`, md5(manifest))
  return openReport({ store: memoryReportStore(objects), manifestKey })
}

function lineOf(row: WrittenRow, bucket: string, columns: readonly string[]): string {
  const fields = columns.map((column) => {
    const value = row[column] ?? ''
    const text = column === 'Key' ? urlEncoded(value) : String(value)
    return `"${text.replaceAll('"', '""')}"`
  })
  return `"${bucket}",${fields.join(',')}\n`
}

function urlEncoded(key: string | number | boolean | Uint8Array): string {
  const bytes = Buffer.from(key instanceof Uint8Array ? key : String(key))
  return [...bytes]
    .map((byte) =>
      /[A-Za-z0-9/._-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
}

function md5(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex')
}
