import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { nativeField, ossVocabulary, s3Vocabulary } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'
import { memoryReportStore, openReport } from '@bucket-inventory/reports'
import type { ReportReader } from '@bucket-inventory/reports'

/** One row as a service writes it; a key of bytes need be no UTF-8, and times are epoch milliseconds. */
export type DeliveredRow = Readonly<
  Partial<Record<Exclude<RecordField, 'key'>, string | number | boolean | undefined>>
> & { readonly key: string | Uint8Array }

export interface DeliveredOptions {
  /** Default: S3. */
  readonly provider?: 'aws-s3' | 'alibaba-oss'
  readonly bucket?: string
  /** Default: `scanTime`. */
  readonly time?: number
  readonly fields?: readonly Exclude<RecordField, 'native'>[]
  /** Whether it lists all versions. Default: false. */
  readonly versions?: boolean
  /** Rows of a data file. Default: 3. */
  readonly rowsOfFile?: number
}

export const scanTime = Date.parse('2026-11-20T01:00:00Z')

/** Long enough before the scan to be at rest. */
export const restTime = Date.parse('2026-11-01T10:00:00Z')

export const s3Fields = ['size', 'lastModified', 'etag', 'storageClass', 'encryption'] as const
export const ossFields = [
  'size',
  'lastModified',
  'etag',
  'storageClass',
  'encryption',
  'objectType',
  'checksum',
] as const

/** A report of these rows as S3 or OSS delivers it, opened: CSV in several files, its manifest and checksum. */
export function delivered(
  rows: readonly DeliveredRow[],
  options: DeliveredOptions = {},
): Promise<ReportReader> {
  const { provider = 'aws-s3', time = scanTime, versions = false, rowsOfFile = 3 } = options
  const isOss = provider === 'alibaba-oss'
  const { bucket = isOss ? 'photos-cn' : 'photos', fields = isOss ? ossFields : s3Fields } = options
  const vocabulary = isOss ? ossVocabulary : s3Vocabulary
  const columns: readonly Exclude<RecordField, 'native'>[] = [
    'bucket',
    'key',
    ...(versions ? (['versionId', 'isLatest', 'isDeleteMarker'] as const) : []),
    ...fields,
  ]
  const base = `inv/${bucket}/daily/`
  const objects = new Map<string, Uint8Array | string>()
  const files = filesOf(rows, rowsOfFile).map((content, index) => {
    const key = `${base}data/${index}.csv.gz`
    const bytes = gzipSync(
      content
        .map((row) => `${columns.map((field) => cell(row, field, bucket, isOss)).join(',')}\n`)
        .join(''),
    )
    objects.set(key, bytes)
    return { key, size: bytes.length, MD5checksum: md5(bytes) }
  })
  const manifestKey = `${base}${new Date(time).toISOString().slice(0, 16).replace(':', '-')}Z/manifest.json`
  const manifest = JSON.stringify({
    sourceBucket: bucket,
    destinationBucket: isOss ? 'reports' : 'arn:aws:s3:::reports',
    version: isOss ? '2019-09-01' : '2016-11-30',
    creationTimestamp: String(isOss ? time / 1000 : time),
    fileFormat: 'CSV',
    fileSchema: columns.map((field) => nativeField(vocabulary, field) ?? field).join(', '),
    files,
  })
  objects.set(manifestKey, manifest)
  objects.set(manifestKey.replace('.json', '.checksum'), md5(manifest))
  return openReport({ store: memoryReportStore(objects), manifestKey })
}

function filesOf(rows: readonly DeliveredRow[], rowsOfFile: number): readonly DeliveredRow[][] {
  const files: DeliveredRow[][] = []
  for (let row = 0; row < rows.length; row += rowsOfFile) {
    files.push(rows.slice(row, row + rowsOfFile))
  }
  return files
}

function cell(
  row: DeliveredRow,
  field: Exclude<RecordField, 'native'>,
  bucket: string,
  isOss: boolean,
): string {
  if (field === 'key') return `"${encodedKey(row.key)}"`
  const value = field === 'bucket' ? bucket : row[field]
  if (value === undefined) return '""'
  if (field === 'lastModified') {
    const text = new Date(Number(value)).toISOString()
    return isOss ? `"${text.slice(0, 19).replaceAll(':', '-')}Z"` : `"${text}"`
  }
  return `"${String(value).replaceAll('"', '""')}"`
}

function encodedKey(key: string | Uint8Array): string {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte)
    return /[A-Za-z0-9/._-]/.test(character)
      ? character
      : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`
  }).join('')
}

function md5(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex')
}
