import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { ReportStore } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { ReadProgress, ReportReader } from '../report-reader.ts'
import { folderReportStore } from '../stores/folder-report-store.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { openReport } from './open-report.ts'

const base = 'inv/photos/daily/'
const manifestKey = `${base}2026-11-20T01-00Z/manifest.json`
const time = Date.parse('2026-11-20T01:00:00Z')

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
function deliver(
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

function row(key: string, size = 1, storageClass = 'STANDARD'): string {
  return `"photos","${key}","${size}","2026-11-19T10:00:00.000Z","${storageClass}"`
}

async function keys(report: ReportReader, options = {}): Promise<string[]> {
  const read: string[] = []
  for await (const { key } of report.records(options)) read.push(key)
  return read
}

const two = [
  [row('a.jpg', 1), row('b%20c+d.jpg', 20, 'GLACIER')],
  [row('e.jpg', 300), row('f.jpg', 4)],
]

describe('a report', () => {
  it('says what it has before anything of it is read', async () => {
    const { reference, requests } = deliver(two)
    const report = await openReport(reference)
    expect(report.fields).toStrictEqual(['bucket', 'key', 'size', 'lastModified', 'storageClass'])
    expect(report.manifest).toMatchObject({ dialect: 'aws-s3', time, sourceBucket: 'photos' })
    expect(requests.some((key) => key.includes('data/'))).toBe(false)
  })

  it('gives its records, file by file as in the manifest', async () => {
    const report = await openReport(deliver(two).reference)
    expect(await keys(report)).toStrictEqual(['a.jpg', 'b c d.jpg', 'e.jpg', 'f.jpg'])
    for await (const record of report.records()) {
      expect(record).toMatchObject({
        bucket: 'photos',
        key: 'a.jpg',
        size: 1,
        lastModified: Date.parse('2026-11-19T10:00:00Z'),
        storageClass: { name: 'standard' },
        owner: undefined,
      })
      break
    }
  })

  it('is read again each time', async () => {
    const { reference, requests } = deliver(two)
    const report = await openReport(reference)
    expect(await keys(report)).toStrictEqual(await keys(report))
    expect(requests.filter((key) => key.endsWith('0.csv.gz'))).toHaveLength(2)
  })

  it('gives batches with what was asked for alone', async () => {
    const report = await openReport(deliver(two).reference)
    const read: unknown[] = []
    for await (const batch of report.batches({ fields: ['size', 'key'] })) {
      read.push(batch.file, batch.firstRow, ...batch)
    }
    expect(read).toStrictEqual([
      `${base}data/0.csv.gz`,
      0,
      { size: 1, key: 'a.jpg' },
      { size: 20, key: 'b c d.jpg' },
      `${base}data/1.csv.gz`,
      0,
      { size: 300, key: 'e.jpg' },
      { size: 4, key: 'f.jpg' },
    ])
  })

  it('gives fields that it lacks as undefined', async () => {
    const report = await openReport(deliver([[row('a')]]).reference)
    for await (const record of report.records({ fields: ['owner', 'key'] })) {
      expect(record).toStrictEqual({ owner: undefined, key: 'a' })
    }
  })

  it('may be empty, of no files or of files without rows', async () => {
    for (const files of [[], [[]], [[], [row('a')], []]]) {
      const report = await openReport(deliver(files).reference)
      expect(await keys(report)).toStrictEqual(files.flat().length === 0 ? [] : ['a'])
      await report.verify()
    }
  })

  it('is found in a folder that it was downloaded to', async () => {
    const { objects } = deliver(two)
    const folder = await mkdtemp(join(tmpdir(), 'reports-'))
    for (const [key, content] of objects) {
      await writeFile(join(folder, key.slice(key.lastIndexOf('/') + 1)), content)
    }
    const reference = { store: folderReportStore(folder), manifestKey: 'manifest.json' }
    expect(await keys(await openReport(reference))).toHaveLength(4)
    await rm(folder, { recursive: true })
  })
})

describe('a filter', () => {
  it('keeps the rows that match, and decodes what it needs besides', async () => {
    const report = await openReport(deliver(two).reference)
    const options = { fields: ['key'], where: { size: { min: 4, max: 20 } } } as const
    const read: unknown[] = []
    for await (const record of report.records(options)) read.push(record)
    expect(read).toStrictEqual([{ key: 'b c d.jpg' }, { key: 'f.jpg' }])
    expect(await keys(report, { where: { prefix: 'b c' } })).toStrictEqual(['b c d.jpg'])
    const archived = { where: { storageClasses: ['archive'] } }
    expect(await keys(report, archived)).toStrictEqual(['b c d.jpg'])
    expect(await keys(report, { where: { latestOnly: true } })).toHaveLength(4)
  })

  it('is refused where the report lacks its column, as nothing would match', async () => {
    const report = await openReport(deliver([['"p","a"']], { fileSchema: 'Bucket, Key' }).reference)
    await expect(keys(report, { where: { size: { min: 1 } } })).rejects.toMatchObject({
      code: 'unsupported',
      message: 'the report has no column for size, which the filter needs; it has Bucket, Key',
    })
  })

  it('is refused where its instant is none', async () => {
    const report = await openReport(deliver(two).reference)
    const where = { lastModified: { to: 'yesterday' } }
    await expect(keys(report, { where })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('lastModified.to "yesterday"'),
    })
  })
})

describe('reading ahead', () => {
  const many = Array.from({ length: 5 }, (_, file) => [row(`${file}`)])

  it.each([1, 2, 3, 9])('connects to %i files at a time, and keeps their order', async (bound) => {
    const { reference, requests } = deliver(many)
    const report = await openReport(reference)
    requests.length = 0
    const seen: number[] = []
    for await (const batch of report.batches({ readAhead: bound })) {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      seen.push(requests.length)
      expect(batch.file).toBe(`${base}data/${seen.length - 1}.csv.gz`)
    }
    expect(seen).toStrictEqual([0, 1, 2, 3, 4].map((file) => Math.min(5, file + bound)))
  })

  it('ends with the reader', async () => {
    const { reference, requests } = deliver(many)
    const report = await openReport(reference)
    requests.length = 0
    for await (const { key } of report.records({ readAhead: 2 })) {
      expect(key).toBe('0')
      break
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect(requests.length).toBeLessThanOrEqual(2)
  })
})

describe('progress', () => {
  it('goes up to everything', async () => {
    const { reference } = deliver(two)
    const report = await openReport(reference)
    const told: ReadProgress[] = []
    await report.verify({ onProgress: (progress) => told.push(progress) })
    const totalBytes = report.manifest.files.reduce((sum, { size }) => sum + size, 0)
    const end = { bytes: totalBytes, totalBytes, rows: 4, files: 2, totalFiles: 2 }
    expect(told.at(-1)).toStrictEqual(end)
    expect(told.map(({ rows, files }) => [rows, files])).toStrictEqual([
      [2, 0],
      [2, 1],
      [4, 1],
      [4, 2],
    ])
  })
})

describe('verifying', () => {
  it('refuses a file with another MD5 though every row of it reads', async () => {
    const { reference, objects } = deliver(two)
    const key = `${base}data/1.csv.gz`
    const other = gzipSync(`${row('e.jpg', 301)}\n${row('f.jpg', 5)}\n`)
    const size = objects.get(key)?.length
    objects.set(key, other)
    const report = await openReport(reference)
    await expect(report.verify()).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: key },
    })
    await expect(keys(report)).rejects.toMatchObject({ code: 'corrupt-report' })
    const trusting = await openReport(reference, { verify: false })
    expect(await keys(trusting)).toHaveLength(4)
    await expect(trusting.verify()).rejects.toMatchObject({ code: 'corrupt-report' })
    expect(size).toBeGreaterThan(0)
  })

  it.each([1, 3])('refuses a file of which the manifest counts %i rows, not 2', async (count) => {
    const { reference } = deliver(two, {}, () => count)
    const refusal = {
      code: 'corrupt-report',
      message: `data file "${base}data/0.csv.gz" has 2 rows, not ${count} as in its manifest`,
    }
    const report = await openReport(reference)
    await expect(report.verify()).rejects.toMatchObject(refusal)
    // Counted are the rows of the file, not those that match.
    await expect(keys(report, { where: { size: { min: 2 } } })).rejects.toMatchObject(refusal)
    expect(await keys(await openReport(reference, { verify: false }))).toHaveLength(4)
  })

  it('accepts what the manifest counts', async () => {
    const report = await openReport(deliver(two, {}, (rows) => rows).reference)
    await report.verify()
    expect(await keys(report, { where: { size: { min: 2 } } })).toHaveLength(3)
  })

  it('names a file that is not there', async () => {
    const { reference, objects } = deliver(two)
    objects.delete(`${base}data/1.csv.gz`)
    const report = await openReport(reference)
    await expect(keys(report)).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: `${base}data/1.csv.gz` },
    })
  })

  it('refuses a file of a manifest that leads out of a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reports-'))
    const files = [{ key: '../../etc/passwd', size: 1 }]
    for (const [key, content] of deliver([], { files }).objects) {
      await writeFile(join(folder, key.slice(key.lastIndexOf('/') + 1)), content)
    }
    const reference = { store: folderReportStore(folder), manifestKey: 'manifest.json' }
    const report = await openReport(reference)
    await expect(keys(report)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"../../etc/passwd"'),
    })
    await rm(folder, { recursive: true })
  })
})

describe('what is not read', () => {
  it('is a change log, as records', async () => {
    const seconds = time / 1000
    const { reference } = deliver([], {
      version: '2025-09-30',
      destinationBucket: 'reports',
      startTimestamp: seconds,
      endTimestamp: seconds + 600,
    })
    await expect(openReport(reference)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('it is a change log'),
    })
  })
})

describe('aborting', () => {
  it('rejects with the signal’s own reason, before and within', async () => {
    const { reference } = deliver(two)
    const aborted = AbortSignal.abort('enough')
    await expect(openReport(reference, { signal: aborted })).rejects.toBe('enough')
    const report = await openReport(reference)
    await expect(keys(report, { signal: aborted })).rejects.toBe('enough')
    await expect(report.verify({ signal: aborted })).rejects.toBe('enough')
    const controller = new AbortController()
    const reading = (async () => {
      for await (const batch of report.batches({ signal: controller.signal })) {
        expect(batch.length).toBe(2)
        controller.abort('enough')
      }
    })()
    await expect(reading).rejects.toBe('enough')
  })
})
