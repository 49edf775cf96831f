import { createHash } from 'node:crypto'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import type { ChangeRecord } from './change-record.ts'
import { openChanges } from './open-changes.ts'
import type { ChangeReader, ChangesOptions } from './open-changes.ts'

/** A delivery of changes in the making. */
export interface DeliveredLog {
  /** Start of what it covers, epoch milliseconds, of its folder too. */
  readonly time: number
  /** Default: ten minutes later. */
  readonly until?: number
  /** Lines of each file. */
  readonly files: readonly (readonly string[])[]
  /** Default: key, sequence, type and time. */
  readonly schema?: string
  /** What differs in the manifest. */
  readonly more?: Readonly<Record<string, unknown>>
  /** Default: true. */
  readonly complete?: boolean
}

const place = 'inv/photos/daily/incremental_inventory/'
const minutes = 60_000

/** A destination bucket with change logs of OSS, as they are delivered. */
export function deliverLogs(logs: readonly DeliveredLog[]) {
  const objects = new Map<string, Uint8Array | string>()
  const manifestKeys = logs.map(({ time, until, files, schema, more, complete = true }) => {
    const folder = `${place}${folderName(time)}/`
    const entries = files.map((lines, index) => {
      const key = `${folder}data/5b7c6cf0db490db906c60e87b917b148_${index}.csv`
      const text = lines.map((line) => `${line}\n`).join('')
      objects.set(key, text)
      const MD5checksum = createHash('md5').update(text).digest('hex').toUpperCase()
      return { MD5checksum, key, size: Buffer.byteLength(text) }
    })
    const manifest = {
      startTimestamp: String(time / 1000),
      endTimestamp: String((until ?? time + 10 * minutes) / 1000),
      destinationBucket: 'reports',
      fileFormat: 'CSV',
      fileSchema: schema ?? 'Bucket, Key, SequenceNumber, RecordType, RecordTimestamp',
      files: entries,
      sourceBucket: 'photos',
      version: '2025-09-30',
      ...more,
    }
    if (complete) objects.set(`${folder}manifest.json`, JSON.stringify(manifest))
    return `${folder}manifest.json`
  })
  const store = memoryReportStore(objects)
  const inventory = {
    store,
    provider: 'alibaba-oss',
    sourceBucket: 'photos',
    id: 'daily',
    prefix: 'inv',
  }
  return { objects, store, inventory, manifestKey: manifestKeys[0] ?? '' }
}

export async function allChanges(
  reader: ChangeReader,
  options?: ChangesOptions,
): Promise<ChangeRecord[]> {
  const read: ChangeRecord[] = []
  for await (const change of reader.changes(options)) read.push(change)
  return read
}

/** The changes of a log of one file. */
export async function changesOf(
  lines: readonly string[],
  more: Partial<DeliveredLog> = {},
): Promise<ChangeRecord[]> {
  const time = Date.parse('2026-11-20T01:10:00Z')
  return allChanges(await openChanges(deliverLogs([{ time, files: [lines], ...more }])))
}

/** One line of the default schema. */
export function line(key: string, at: number, sequence = '1', type = 'CREATE'): string {
  const written = new Date(at).toISOString().replace('T', ' ').slice(0, -1)
  return `photos,"${key}","${sequence}","${type}","${written}"`
}

/** `2025-09-28T07-4000Z`. */
function folderName(time: number): string {
  const [, day, hour, minute, second] =
    /^(.{10})T(..):(..):(..)/.exec(new Date(time).toISOString()) ?? []
  return `${day}T${hour}-${minute}${second}Z`
}
