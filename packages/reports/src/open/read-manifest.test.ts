import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { ossDialect } from '../dialects/oss-dialect.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { readManifest } from './read-manifest.ts'
import type { OpenableReport } from './read-manifest.ts'

const folder = 'inv/photos/daily/2026-11-20T01-00Z/'
const manifestKey = `${folder}manifest.json`
const checksumKey = `${folder}manifest.checksum`
const time = Date.parse('2026-11-20T01:00:00Z')

const file = { key: 'inv/photos/daily/data/a.csv.gz', size: 10, MD5checksum: 'f'.repeat(32) }
const s3Manifest = {
  sourceBucket: 'photos',
  destinationBucket: 'arn:aws:s3:::reports',
  version: '2016-11-30',
  creationTimestamp: String(time),
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, Size',
  files: [file],
}
const ossManifest = {
  ...s3Manifest,
  destinationBucket: 'reports',
  version: '2019-09-01',
  creationTimestamp: String(time / 1000),
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function delivered(
  manifest: unknown,
  checksum: (text: string) => string | undefined = md5,
): OpenableReport {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  const objects = new Map([[manifestKey, text]])
  const sum = checksum(text)
  if (sum !== undefined) objects.set(checksumKey, sum)
  return { store: memoryReportStore(objects), manifestKey }
}

const none = () => undefined

describe('a complete report', () => {
  it.each<[string, (text: string) => string]>([
    ['as it is', md5],
    ['with a newline', (text) => `${md5(text)}\n`],
    ['with spaces', (text) => `  ${md5(text)}\r\n `],
    ['in capitals', (text) => md5(text).toUpperCase()],
  ])('has a manifest of its checksum, %s', async (_, checksum) => {
    const manifest = await readManifest(delivered(s3Manifest, checksum))
    expect(manifest).toMatchObject({ dialect: 'aws-s3', time, files: [{ key: file.key }] })
  })

  it('needs no checksum on OSS, but is checked against it', async () => {
    expect(await readManifest(delivered(ossManifest, none))).toMatchObject({ time })
    expect(await readManifest(delivered(ossManifest))).toMatchObject({ time })
    await expect(readManifest(delivered(ossManifest, () => md5('x')))).rejects.toMatchObject({
      code: 'corrupt-report',
    })
  })

  it('may be a change log, which has none', async () => {
    const log = { ...ossManifest, startTimestamp: time / 1000, endTimestamp: time / 1000 + 600 }
    expect(await readManifest(delivered(log, none))).toMatchObject({ kind: 'incremental', time })
  })

  it('may be of a dialect that the caller brings', async () => {
    const own = { ...ossDialect, name: 'own', recognises: () => true }
    const report = delivered({ ...ossManifest, version: 'x' }, none)
    await expect(readManifest(report)).rejects.toMatchObject({ code: 'unsupported' })
    expect(await readManifest(report, { dialects: [own] })).toMatchObject({ dialect: 'own' })
  })
})

describe('a report that cannot be opened', () => {
  it('has another checksum, and says both', async () => {
    const sum = md5('another')
    await expect(readManifest(delivered(s3Manifest, () => sum))).rejects.toMatchObject({
      code: 'corrupt-report',
      message: `manifest "${manifestKey}" has the MD5 ${md5(JSON.stringify(s3Manifest))}, not ${sum} as in its manifest.checksum`,
      position: { file: manifestKey },
    })
  })

  it.each(['', 'x', `${'f'.repeat(32)}  manifest.json`])(
    'has a checksum that is none: %j',
    async (sum) => {
      await expect(readManifest(delivered(s3Manifest, () => sum))).rejects.toMatchObject({
        code: 'corrupt-report',
        message: `"${checksumKey}" holds no MD5`,
      })
    },
  )

  it('is still being delivered, without its checksum or without its manifest', async () => {
    await expect(readManifest(delivered(s3Manifest, none))).rejects.toMatchObject({
      code: 'incomplete-report',
      message: expect.stringContaining(`there is no "${checksumKey}" yet`),
    })
    const store = memoryReportStore(new Map([[`${folder}part`, 'x']]))
    await expect(readManifest({ store, manifestKey })).rejects.toMatchObject({
      code: 'incomplete-report',
      message: expect.stringContaining(`no manifest "${manifestKey}" yet`),
    })
  })

  it('is not there', async () => {
    const store = memoryReportStore(new Map())
    await expect(readManifest({ store, manifestKey })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(manifestKey),
    })
    const other = memoryReportStore(new Map([['app/x', 'x']]))
    await expect(
      readManifest({ store: other, manifestKey: 'app/manifest.json' }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  it('has a manifest that is none', async () => {
    await expect(readManifest(delivered('{'))).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: manifestKey },
    })
  })

  it('has a manifest larger than any', async () => {
    const { store } = delivered(s3Manifest)
    const huge = { ...store, head: async (key: string) => ({ key, size: 1e9 }) }
    await expect(readManifest({ store: huge, manifestKey })).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('1000000000 bytes'),
    })
  })
})

describe('without verifying', () => {
  it('neither completeness nor the checksum matter', async () => {
    const options = { verify: false }
    expect(await readManifest(delivered(s3Manifest, none), options)).toMatchObject({ time })
    expect(
      await readManifest(
        delivered(s3Manifest, () => 'x'),
        options,
      ),
    ).toMatchObject({ time })
  })
})

describe('the manifest of another report', () => {
  const source = { bucket: 'photos', id: 'daily' }

  it('is told by its bucket, if that is known', async () => {
    const report = delivered({ ...s3Manifest, sourceBucket: 'videos' })
    expect(await readManifest(report)).toMatchObject({ sourceBucket: 'videos' })
    await expect(readManifest({ ...report, source })).rejects.toMatchObject({
      code: 'corrupt-report',
      message: `manifest "${manifestKey}" is that of another report: it lists bucket "videos", not "photos"`,
    })
  })

  it('is told by the inventory that its files are of', async () => {
    const files = [{ ...file, key: 'inv/photos/weekly/data/a.csv.gz' }]
    const report = delivered({ ...s3Manifest, files })
    await expect(readManifest({ ...report, source })).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('is of inventory "weekly", not "daily"'),
    })
  })

  it('is told by the day of its scan', async () => {
    const report = delivered(s3Manifest)
    const nextDay = { ...report, time: time + 24 * 3_600_000 }
    await expect(readManifest(nextDay)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('began at 2026-11-20T01:00:00Z'),
    })
    expect(await readManifest({ ...report, time: time - 60_000, source })).toMatchObject({ time })
    const tomorrow = { ...s3Manifest, creationTimestamp: String(time + 24 * 3_600_000) }
    await expect(readManifest(delivered(tomorrow))).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('that of its folder 2026-11-20T01:00:00Z'),
    })
  })

  it('is not one that has data without an id, as in 2016', async () => {
    const files = [{ ...file, key: 'photos/data/a.csv.gz' }]
    const report = delivered({ ...s3Manifest, files })
    expect(await readManifest({ ...report, source })).toMatchObject({ time })
  })
})
