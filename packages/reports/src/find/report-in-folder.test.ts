import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openReport } from '../open/open-report.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { reportAt } from './report-at.ts'
import { reportInFolder } from './report-in-folder.ts'

const first = Date.parse('2026-11-20T01:00:00Z')
const day = 24 * 3_600_000

function manifest(time: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(time),
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key',
    files: [],
    ...more,
  })
}

const log = manifest(first, {
  destinationBucket: 'reports',
  version: '2025-09-30',
  startTimestamp: first / 1000,
  endTimestamp: first / 1000 + 600,
})

describe('the report at a place', () => {
  const folder = 'inv/photos/daily/2026-11-20T01-00Z/'
  const objects = new Map([
    [`${folder}manifest.json`, manifest(first)],
    [`${folder}manifest.checksum`, 'x'],
    ['copies/mine.json', manifest(first)],
    ['logs/manifest.json', log],
  ])
  const store = memoryReportStore(objects)

  it.each(['/manifest.json', '/manifest.checksum', '/', ''])(
    'is found by its folder and %j',
    async (name) => {
      expect(await reportAt(store, folder.slice(0, -1) + name)).toStrictEqual({
        store,
        manifestKey: `${folder}manifest.json`,
        time: first,
        kind: 'full',
        state: 'complete',
      })
    },
  )

  it('may have any name, and be in progress', async () => {
    expect(await reportAt(store, 'copies/mine.json')).toMatchObject({
      manifestKey: 'copies/mine.json',
      state: 'in-progress',
    })
  })

  it('may be a change log', async () => {
    expect(await reportAt(store, 'logs/')).toMatchObject({ kind: 'incremental', state: 'complete' })
  })

  it('may not be there', async () => {
    await expect(reportAt(store, '')).rejects.toMatchObject({
      code: 'not-found',
      message: 'there is no manifest "manifest.json"',
    })
  })
})

describe('the report in a folder', () => {
  let root: string

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'reports-'))
  })

  afterEach(async () => {
    await rm(root, { recursive: true })
  })

  async function write(key: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(join(root, key)), { recursive: true })
    await writeFile(join(root, key), content)
  }

  it.each(['2026-11-20T01-00Z/', 'inv/photos/daily/2026-11-20T01-00Z/'])(
    'is found in "%s" below it',
    async (below) => {
      await write(`${below}manifest.json`, manifest(first))
      await write(`${below}manifest.checksum`, 'x')
      await write('data/manifest.json', 'never looked at')
      expect(await reportInFolder(root)).toMatchObject({
        manifestKey: `${below}manifest.json`,
        time: first,
        state: 'complete',
      })
    },
  )

  it.each(['data/a.csv.gz', '2026-11-20T01-00Z/data/a.csv.gz', '2026-11-20T01-00Z/a.csv.gz'])(
    'is that of the folder itself, with data in %s',
    async (data) => {
      const text = '"photos","a.jpg"\n'
      const bytes = gzipSync(text)
      const files = [{ key: 'inv/photos/daily/data/a.csv.gz', size: bytes.length }]
      await write('2026-11-20T01-00Z/manifest.json', manifest(first, { files }))
      await write(data, bytes)
      const found = await reportInFolder(join(root, '2026-11-20T01-00Z'))
      expect(found).toMatchObject({ manifestKey: '2026-11-20T01-00Z/manifest.json', time: first })
      const keys = []
      const report = await openReport(found, { verify: false })
      for await (const { key } of report.records()) keys.push(key)
      expect(keys).toStrictEqual(['a.jpg'])
    },
  )

  it.each([Number.NaN, -Infinity, 1e20])('is not looked for at %s', async (at) => {
    await write('2026-11-20T01-00Z/manifest.json', manifest(first))
    await expect(reportInFolder(root, { at })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('is the newest, or the newest not after a time', async () => {
    for (const days of [0, 2, 1]) {
      const time = first + days * day
      await write(`daily/2026-11-2${days}T01-00Z/manifest.json`, manifest(time))
    }
    expect(await reportInFolder(root)).toMatchObject({ time: first + 2 * day })
    expect(await reportInFolder(root, { at: first + 2 * day - 1 })).toMatchObject({
      time: first + day,
    })
    await expect(reportInFolder(root, { at: first - 1 })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('that is not after 2026-11-20T00:59:59.999Z'),
    })
  })

  it('is no change log', async () => {
    await write('incremental_inventory/2026-11-20T01-1000Z/manifest.json', log)
    await expect(reportInFolder(root)).rejects.toMatchObject({ code: 'not-found' })
    await write('manifest.json', log)
    await expect(reportInFolder(root)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('must be of one inventory', async () => {
    await write('photos/daily/2026-11-20T01-00Z/manifest.json', manifest(first))
    await write('photos/weekly/2026-11-20T01-00Z/manifest.json', manifest(first))
    await expect(reportInFolder(root)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"photos/daily/", "photos/weekly/"'),
    })
  })

  it('may not be there, nor the folder', async () => {
    await expect(reportInFolder(root)).rejects.toMatchObject({ code: 'not-found' })
    await expect(reportInFolder(join(root, 'none'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
