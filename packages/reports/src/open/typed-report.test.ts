import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import type { InventoryFilter, ReportStore } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { ReadProgress } from '../report-reader.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { openReport } from './open-report.ts'

// Written by the Java that S3 writes its reports with.
const fixtures = new URL('../../../orc/fixtures/', import.meta.url)
const manifestKey = 'photos/daily/2026-11-20T01-00Z/manifest.json'
const dataKey = 'photos/daily/data/a.orc'
const schema =
  'struct<bucket:string,key:string,version_id:string,is_latest:boolean,is_delete_marker:boolean,size:bigint,last_modified_date:timestamp,e_tag:string,storage_class:string,is_multipart_uploaded:boolean,object_lock_retain_until_date:timestamp>'

const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex')

async function deliver(change: (bytes: Buffer) => void = () => undefined, counted = 200) {
  const bytes = await readFile(new URL('inventory.java-1-9.orc', fixtures))
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
    fileFormat: 'ORC',
    fileSchema: schema,
    files: [
      { key: dataKey, size: bytes.length, MD5checksum: md5(bytes), inventoriedRecord: counted },
    ],
  })
  change(bytes)
  const inner = memoryReportStore(
    new Map<string, Uint8Array | string>([
      [dataKey, bytes],
      [manifestKey, manifest],
      [manifestKey.replace('json', 'checksum'), md5(manifest)],
    ]),
  )
  const read = { requests: 0 }
  const store: ReportStore = {
    ...inner,
    read(key, options) {
      if (key === dataKey) read.requests += 1
      return inner.read(key, options)
    },
  }
  return { reference: { store, manifestKey }, read, size: bytes.length }
}

async function rowsOf(name: string): Promise<readonly (readonly unknown[])[]> {
  const text = await readFile(new URL(`${name}.ndjson`, fixtures), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line): readonly unknown[] => JSON.parse(line))
}

const orNothing = (value: unknown) => value ?? undefined

describe('a report in ORC', () => {
  it('is read into the same records as its writer was given', async () => {
    const { reference } = await deliver()
    const report = await openReport(reference)
    const expected = await rowsOf('inventory')
    let row = 0
    for await (const record of report.records()) {
      const [, key, version, latest, marker, size, , etag, storageClass, multipart] =
        expected[row++] ?? []
      expect(record).toMatchObject({
        bucket: 'photos',
        key,
        versionId: version,
        isLatest: orNothing(latest),
        isDeleteMarker: orNothing(marker),
        size: orNothing(size),
        lastModified: 1_700_000_000_000 + (row - 1) * 61_001,
        etag: orNothing(etag),
        isMultipartUploaded: orNothing(multipart),
      })
      expect(record.storageClass?.native).toBe(orNothing(storageClass))
    }
    expect(row).toBe(200)
    await report.verify()
  })

  it('gives what a filter keeps', async () => {
    const { reference } = await deliver()
    const report = await openReport(reference)
    const where: InventoryFilter = { size: { min: 1000 }, prefix: 'year=2' }
    const found = []
    for await (const record of report.records({ where, fields: ['key', 'size'] })) {
      expect(Object.keys(record)).toStrictEqual(['key', 'size'])
      found.push(record.size)
    }
    const kept = (await rowsOf('inventory')).filter(([, , , , , size]) => Number(size) >= 1000)
    expect(kept.length).toBeGreaterThan(0)
    expect(found).toStrictEqual(kept.map(([, , , , , size]) => size))
  })

  it('has as many records where nothing is asked for, or nothing that it has', async () => {
    const { reference } = await deliver()
    const report = await openReport(reference)
    for (const fields of [[], ['tagCount']] as const) {
      let rows = 0
      for await (const record of report.records({ fields })) {
        rows++
        expect(record).toStrictEqual(Object.fromEntries(fields.map((field) => [field, undefined])))
      }
      expect(rows).toBe(200)
    }
  })

  it('is done with all its bytes, however few were read', async () => {
    const { reference, size } = await deliver()
    const report = await openReport(reference, { verify: false })
    const told: ReadProgress[] = []
    for await (const batch of report.batches({
      fields: ['size'],
      onProgress: (progress) => told.push(progress),
    })) {
      expect(batch.length).toBe(200)
    }
    expect(told.at(-1)).toStrictEqual({
      bytes: size,
      totalBytes: size,
      rows: 200,
      files: 1,
      totalFiles: 1,
    })
  })

  it('is asked for nothing but its tail, where its statistics rule every row out', async () => {
    const { reference, read } = await deliver()
    const report = await openReport(reference, { verify: false })
    const where: InventoryFilter = { lastModified: { to: '2001-01-01T00:00:00Z' } }
    for await (const batch of report.batches({ where })) expect(batch.length).toBe(0)
    expect(read.requests).toBe(1)
  })

  it('is refused with a byte changed, before a row is given', async () => {
    const { reference } = await deliver((bytes) => {
      bytes[100] = (bytes[100] ?? 0) ^ 1
    })
    const report = await openReport(reference)
    await expect(report.records()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('MD5'),
    })
  })

  it('is refused, not verified, where its bytes are no ORC', async () => {
    const { reference } = await deliver((bytes) => bytes.fill(0))
    const report = await openReport(reference, { verify: false })
    await expect(report.records()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: dataKey },
    })
  })

  it('is refused where its manifest counts other rows', async () => {
    const { reference } = await deliver(undefined, 201)
    await expect((await openReport(reference)).verify()).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('200 rows, not 201'),
    })
  })
})
