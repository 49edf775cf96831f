import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { openReport } from '../open/open-report.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { allChanges, changesOf, deliverLogs, line } from './change-log.test.delivery.ts'
import { openChanges } from './open-changes.ts'
import type { ChangeReader } from './open-changes.ts'

const time = Date.parse('2026-11-20T01:10:00Z')

async function fixture(name: string): Promise<string> {
  return readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
}

/** The manifest of the documentation, over the rows that are written by it. */
async function documented(): Promise<ChangeReader> {
  const manifest: unknown = JSON.parse(await fixture('manifests/oss-incremental.json'))
  const rows = await fixture('changes/oss.csv')
  const folder = 'srcbucket/daily/incremental_inventory/2025-10-01T12-0000Z/'
  const key = `${folder}data/5b7c6cf0db490db906c60e87b917b148_0.csv`
  const MD5checksum = createHash('md5').update(rows).digest('hex').toUpperCase()
  const files = [{ key, size: Buffer.byteLength(rows), MD5checksum }]
  const text = JSON.stringify(Object.assign({}, manifest, { files }))
  const objects = new Map([
    [`${folder}manifest.json`, text],
    [key, rows],
  ])
  return openChanges({
    store: memoryReportStore(objects),
    manifestKey: `${folder}manifest.json`,
  })
}

describe('the change log of the documentation', () => {
  it('says what it covers, and of which columns', async () => {
    const { manifest } = await documented()
    expect(manifest).toMatchObject({
      dialect: 'alibaba-oss',
      kind: 'incremental',
      sourceBucket: 'srcbucket',
      time: 1_759_320_000_000,
      until: 1_759_320_600_000,
    })
    expect(manifest.columns.map(({ field }) => field)).toStrictEqual([
      'bucket',
      'key',
      'versionId',
      'isDeleteMarker',
      'sequence',
      'type',
      'at',
      'requester',
      'requestId',
      'sourceIp',
      'size',
      'storageClass',
      'lastModified',
      'etag',
      'isMultipartUploaded',
      'objectType',
      'acl',
      'checksum',
      'encryption',
    ])
  })

  it('is read in its order', async () => {
    const read = await allChanges(await documented())
    expect(JSON.parse(JSON.stringify(read))).toStrictEqual(
      JSON.parse(await fixture('changes/oss.json')),
    )
    // What is absent in the fixture is there, without a value.
    expect(new Set(read.map((change) => Object.keys(change).length))).toStrictEqual(new Set([20]))
    expect(read[3]).toMatchObject({ isDeleteMarker: undefined, size: undefined, native: undefined })
  })
})

describe('what is refused', () => {
  const good = line('a', time)

  it.each<[string, string, number, RegExp]>([
    [
      'a time that is none',
      line('b', time).replace(/2026[^"]*/, 'yesterday'),
      2,
      /"yesterday" is no RecordTimestamp/,
    ],
    [
      'a day that is not in the calendar',
      line('b', time).replace(/2026-11-20/, '2026-02-30'),
      2,
      /no RecordTimestamp/,
    ],
    ['too few columns', 'photos,"b"', 2, /has 2 columns instead of 5/],
    ['too many columns', `${good},"x"`, 2, /more than 5 columns instead of 5/],
    ['a quote that is not closed', 'photos,"b', 2, /quote that is not closed/],
  ])('%s, by file and row', async (_, bad, row, message) => {
    await expect(changesOf([good, bad])).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringMatching(message),
      position: { file: expect.stringContaining('_0.csv'), row },
    })
  })

  it('a file with another MD5 than in the manifest, unless it is not to be verified', async () => {
    const delivered = deliverLogs([{ time, files: [[good]] }])
    const [dataKey = ''] = [...delivered.objects.keys()]
    delivered.objects.set(dataKey, `${line('b', time)}\n`)
    await expect(openChanges(delivered).then(allChanges)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringMatching(/has the MD5 [\da-f]{32}, not/),
      position: { file: dataKey },
    })
    const unverified = await openChanges(delivered, { verify: false })
    expect((await allChanges(unverified)).map(({ key }) => key)).toStrictEqual(['b'])
  })

  it('a file of another size, though the manifest has no MD5', async () => {
    const delivered = deliverLogs([{ time, files: [[good]] }])
    const [dataKey = ''] = [...delivered.objects.keys()]
    const size = Buffer.byteLength(`${good}\n`)
    const manifest = String(delivered.objects.get(delivered.manifestKey))
    delivered.objects.set(
      delivered.manifestKey,
      manifest.replace(/"MD5checksum":"\w*"/, '"MD5checksum":""'),
    )
    expect(await openChanges(delivered).then(allChanges)).toHaveLength(1)
    delivered.objects.set(dataKey, good)
    await expect(openChanges(delivered).then(allChanges)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining(`ends after ${size - 1} of the ${size} bytes`),
    })
  })

  it('a file that is not there', async () => {
    const delivered = deliverLogs([{ time, files: [[good]] }])
    const [dataKey = ''] = [...delivered.objects.keys()]
    delivered.objects.delete(dataKey)
    await expect(openChanges(delivered).then(allChanges)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining(`"${dataKey}" is not there`),
    })
  })

  it('a log that is still being delivered, and one that is none', async () => {
    const delivered = deliverLogs([{ time, files: [[good]], complete: false }])
    await expect(openChanges(delivered)).rejects.toMatchObject({ code: 'incomplete-report' })
    const nowhere = { store: delivered.store, manifestKey: 'nowhere/manifest.json' }
    await expect(openChanges(nowhere)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('a log that ends before it begins, or at no time', async () => {
    for (const endTimestamp of [time / 1000 - 1, 'soon']) {
      const delivered = deliverLogs([{ time, files: [], more: { endTimestamp } }])
      await expect(openChanges(delivered)).rejects.toMatchObject({
        code: 'corrupt-report',
        message: expect.stringContaining('has no end of what it covers'),
        position: { file: delivered.manifestKey },
      })
    }
  })

  it('a log in another format', async () => {
    const more = {
      fileFormat: 'Parquet',
      fileSchema: 'message m { required binary key (STRING); }',
    }
    await expect(openChanges(deliverLogs([{ time, files: [], more }]))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('change logs are read in CSV'),
    })
  })

  it('a full report as changes, and changes as a report', async () => {
    const more = {
      startTimestamp: undefined,
      endTimestamp: undefined,
      creationTimestamp: String(time / 1000),
    }
    const full = deliverLogs([{ time, files: [], more }])
    await expect(openChanges(full)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('openReport'),
      position: { file: full.manifestKey },
    })
    await expect(openReport(deliverLogs([{ time, files: [] }]))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/it is a change log.*openChanges/),
    })
  })

  it('going on when the signal says so, with its own reason', async () => {
    const delivered = deliverLogs([{ time, files: [[good]] }])
    const signal = AbortSignal.abort('enough')
    await expect(openChanges(delivered, { signal })).rejects.toBe('enough')
    const log = await openChanges(delivered)
    await expect(allChanges(log, { signal })).rejects.toBe('enough')
  })
})
