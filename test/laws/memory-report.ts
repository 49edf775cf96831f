import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import type { ReportStore } from '@bucket-inventory/core'
import { memoryReportStore } from '@bucket-inventory/reports'
import type { OpenableReport, ReportManifest } from '@bucket-inventory/reports'

/** A report in memory, which can be changed. */
export interface MemoryReport extends OpenableReport {
  readonly objects: Map<string, Uint8Array>
}

const manifestKey = 'photos/daily/2026-11-20T01-00Z/manifest.json'

/** A report of S3 in CSV, of files of such rows. */
export function memoryReport(
  columns: string,
  files: readonly (readonly (readonly string[])[])[],
): MemoryReport {
  const objects = new Map<string, Uint8Array>()
  const entries = files.map((rows, index) => {
    const key = `photos/daily/data/${index}.csv.gz`
    const bytes = gzipSync(rows.map((row) => `${row.map(quoted).join(',')}\n`).join(''))
    objects.set(key, bytes)
    return { key, size: bytes.length, MD5checksum: md5Of(bytes) }
  })
  const manifest = Buffer.from(
    JSON.stringify({
      sourceBucket: 'photos',
      destinationBucket: 'arn:aws:s3:::reports',
      version: '2016-11-30',
      creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
      fileFormat: 'CSV',
      fileSchema: columns,
      files: entries,
    }),
  )
  objects.set(manifestKey, manifest)
  objects.set(manifestKey.replace('.json', '.checksum'), Buffer.from(md5Of(manifest)))
  return memoryReportOf(objects, manifestKey)
}

/** A delivered report, brought into memory: its manifest, the checksum of that where it has one, and its data. */
export async function copiedReport(
  store: ReportStore,
  manifestKey: string,
  { kind, files }: Pick<ReportManifest, 'kind' | 'files'>,
): Promise<MemoryReport> {
  const objects = new Map<string, Uint8Array>()
  const checksumKey = manifestKey.replace('.json', '.checksum')
  const first = kind === 'full' ? [manifestKey, checksumKey] : [manifestKey]
  for (const key of [...first, ...files.map((file) => file.key)]) {
    const chunks: Uint8Array[] = []
    for await (const chunk of await store.read(key)) chunks.push(chunk)
    objects.set(key, Buffer.concat(chunks))
  }
  return memoryReportOf(objects, manifestKey)
}

export function memoryReportOf(
  objects: Map<string, Uint8Array>,
  manifestKey: string,
): MemoryReport {
  return { objects, store: memoryReportStore(objects), manifestKey }
}

export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}
