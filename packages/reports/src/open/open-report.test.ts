import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { folderReportStore } from '../stores/folder-report-store.ts'
import { base, deliver, keys, row, time, two } from './delivered-csv.test.support.ts'
import { openReport } from './open-report.ts'

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

  it('is refused where a part of it is unknown, as it would keep nothing out', async () => {
    const report = await openReport(deliver(two).reference)
    const where = { prefix: 'a', prefixes: { exclude: ['b'] } }
    await expect(keys(report, { where })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('cannot be filtered by "prefixes", only by prefix'),
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
