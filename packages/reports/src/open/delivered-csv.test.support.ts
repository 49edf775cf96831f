import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import type { ReportStore } from '@bucket-inventory/core'

import type { ReportReader } from '../report-reader.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'

export const base = 'inv/photos/daily/'
export const manifestKey = `${base}2026-11-20T01-00Z/manifest.json`
export const time = Date.parse('2026-11-20T01:00:00Z')

interface Delivered {
  readonly objects: Map<string, Uint8Array | string>
  readonly store: ReportStore
  readonly requests: string[]
  readonly reference: { readonly store: ReportStore; readonly manifestKey: string }
}

function md5(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex')
}

/** A delivery of S3 of these files, each of these rows; with what differs in its manifest. */
export function deliver(
  files: readonly (readonly string[])[],
  more: Readonly<Record<string, unknown>> = {},
  counted: (rows: number) => number | undefined = () => undefined,
): Delivered {
  const objects = new Map<string, Uint8Array | string>()
  const entries = files.map((rows, index) => {
    const key = `${base}data/${index}.csv.gz`
    const bytes = gzipSync(rows.map((row) => `${row}\n`).join(''))
    objects.set(key, bytes)
    const inventoriedRecord = counted(rows.length)
    return { key, size: bytes.length, MD5checksum: md5(bytes), inventoriedRecord }
  })
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(time),
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, StorageClass',
    files: entries,
    ...more,
  })
  objects.set(manifestKey, manifest)
  objects.set(manifestKey.replace('json', 'checksum'), `${md5(manifest)}\n`)
  const requests: string[] = []
  const inner = memoryReportStore(objects)
  const store: ReportStore = {
    ...inner,
    read(key, options) {
      requests.push(key)
      return inner.read(key, options)
    },
  }
  return { objects, store, requests, reference: { store, manifestKey } }
}

export function row(key: string, size = 1, storageClass = 'STANDARD'): string {
  return `"photos","${key}","${size}","2026-11-19T10:00:00.000Z","${storageClass}"`
}

export async function keys(report: ReportReader, options = {}): Promise<string[]> {
  const read: string[] = []
  for await (const { key } of report.records(options)) read.push(key)
  return read
}

export const two = [
  [row('a.jpg', 1), row('b%20c+d.jpg', 20, 'GLACIER')],
  [row('e.jpg', 300), row('f.jpg', 4)],
]
