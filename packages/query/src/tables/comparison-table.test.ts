import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compareReports, writeComparison } from '@bucket-inventory/compare'
import type { ComparedObject, Comparison, WriteComparisonOptions } from '@bucket-inventory/compare'
import type { RecordedStorageClass } from '@bucket-inventory/core'
import type { ReadProgress } from '@bucket-inventory/reports'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { ask, csvReport } from '../csv-report.test.support.ts'
import { openQuery } from '../index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-test-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const archived: RecordedStorageClass = {
  name: 'archive',
  native: 'GLACIER',
  tier: 'archive',
  redundancy: 'multiple-zones',
  access: 'restore',
}
const modified = Date.parse('2026-11-10T10:00:00.5Z')

const objects: readonly ComparedObject[] = [
  {
    verdict: 'same',
    by: 'checksum',
    key: 'same',
    confirmed: true,
    left: {
      key: 'before/same',
      versionId: null,
      size: 2 ** 40,
      lastModified: modified,
      etag: 'abc-2',
      checksum: { algorithm: 'crc64', value: '18446744073709551615', composite: true },
      storageClass: archived,
      isMultipartUploaded: true,
      encryption: { encrypted: true, type: 'SSE-KMS' },
      tagCount: 3,
      lifecycleExpiration: modified,
      native: { New: 'a' },
    },
    right: { key: 'same', size: 2 ** 40 },
  },
  {
    verdict: 'missing',
    key: 'lost\uFFFD',
    keyBytes: Buffer.from('lost\xff', 'latin1'),
    left: { key: 'lost\uFFFD', keyBytes: Buffer.from('lost\xff', 'latin1'), size: 300 },
  },
  { verdict: 'extra', key: 'more', right: { key: 'more', size: 7 } },
  {
    verdict: 'metadata-differs',
    by: 'etag',
    fields: ['storageClass', 'encryption'],
    key: 'moved',
    left: { key: 'moved' },
    right: { key: 'moved', encryption: { encrypted: false, type: undefined } },
  },
  { verdict: 'in-flight', would: 'missing', key: 'new', left: { key: 'new', versionId: 'v1' } },
  { verdict: 'cannot-tell', reason: 'multipart-etag', key: 'parts', left: { key: 'parts' } },
]

const noSide = {
  keyBytes: null,
  versionId: null,
  size: null,
  lastModified: null,
  etag: null,
  checksum: null,
  storageClass: null,
  nativeStorageClass: null,
  isMultipartUploaded: null,
  encryption: null,
  other: null,
}
const noRow = {
  by: null,
  reason: null,
  would: null,
  fields: null,
  confirmed: null,
  keyBytes: null,
  left: null,
  right: null,
}

/** A comparison of two reports of one object, which says that it found these. */
async function writtenComparison(options?: WriteComparisonOptions): Promise<string> {
  const report = await csvReport({
    columns: 'Bucket, Key, Size, LastModifiedDate, ETag',
    files: [[['photos', 'a', '0', '2026-11-10T10:00:00Z', 'x']]],
  })
  const real = compareReports(report, report)
  const found: Comparison = {
    async *[Symbol.asyncIterator]() {
      yield objects.slice(0, 2)
      yield objects.slice(2)
    },
    summary: () => real.summary(),
  }
  const out = join(folder, 'compared')
  await writeComparison(out, found, options)
  return out
}

it('has a row for each object that is listed, with what is said of it and both sides', async () => {
  const query = await openQuery({ comparison: { comparison: await writtenComparison() } })
  const rows = await ask(query, 'FROM comparison')
  await query.close()
  expect(rows).toStrictEqual([
    {
      ...noRow,
      verdict: 'same',
      by: 'checksum',
      confirmed: true,
      key: 'same',
      left: {
        key: 'before/same',
        keyBytes: null,
        versionId: 'null',
        size: 2 ** 40,
        lastModified: '2026-11-10T10:00:00.500Z',
        etag: 'abc-2',
        checksum: { algorithm: 'crc64', value: '18446744073709551615', composite: true },
        storageClass: 'archive',
        nativeStorageClass: 'GLACIER',
        isMultipartUploaded: true,
        encryption: { encrypted: true, type: 'SSE-KMS' },
        other:
          '{"tagCount":3,"native":{"New":"a"},"lifecycleExpiration":"2026-11-10T10:00:00.500Z"}',
      },
      right: { ...noSide, key: 'same', size: 2 ** 40 },
    },
    {
      ...noRow,
      verdict: 'missing',
      key: 'lost\uFFFD',
      keyBytes: Buffer.from('lost\xff', 'latin1'),
      left: {
        ...noSide,
        key: 'lost\uFFFD',
        keyBytes: Buffer.from('lost\xff', 'latin1'),
        size: 300,
      },
    },
    { ...noRow, verdict: 'extra', key: 'more', right: { ...noSide, key: 'more', size: 7 } },
    {
      ...noRow,
      verdict: 'metadata-differs',
      by: 'etag',
      fields: ['storageClass', 'encryption'],
      key: 'moved',
      left: { ...noSide, key: 'moved' },
      right: { ...noSide, key: 'moved', encryption: { encrypted: false, type: null } },
    },
    {
      ...noRow,
      verdict: 'in-flight',
      would: 'missing',
      key: 'new',
      left: { ...noSide, key: 'new', versionId: 'v1' },
    },
    {
      ...noRow,
      verdict: 'cannot-tell',
      reason: 'multipart-etag',
      key: 'parts',
      left: { ...noSide, key: 'parts' },
    },
  ])
})

it('is asked by the parts of its sides, and joined with the report of one', async () => {
  const source = await csvReport({
    files: [[['photos', 'before/same', '5', '2026-11-10T10:00:00Z', 'GLACIER']]],
  })
  const query = await openQuery({
    found: { comparison: await writtenComparison() },
    source: { report: source },
  })
  const bytes = await ask(
    query,
    'SELECT verdict, "by", sum("left".size) AS bytes FROM found WHERE found.left.checksum.composite GROUP BY ALL',
  )
  const joined = await ask(
    query,
    'SELECT f.key, s.size FROM found f JOIN source s ON s.key = f.left.key',
  )
  const fields = await ask(query, 'SELECT unnest(fields) AS field FROM found')
  const classes = await ask(query, 'SELECT name, provider FROM storage_classes')
  await query.close()
  expect(bytes).toStrictEqual([{ verdict: 'same', by: 'checksum', bytes: 2 ** 40 }])
  expect(joined).toStrictEqual([{ key: 'same', size: 5 }])
  expect(fields).toStrictEqual([{ field: 'storageClass' }, { field: 'encryption' }])
  expect(classes).toStrictEqual([{ name: 'archive', provider: 'aws-s3' }])
})

it('tells how far reading it is, and can be aborted', async () => {
  const comparison = await writtenComparison()
  const told: ReadProgress[] = []
  const query = await openQuery({ c: { comparison } }, { onProgress: (one) => told.push(one) })
  await query.close()
  const last = told.at(-1)
  expect(last).toMatchObject({ table: 'c', rows: 6, files: 1, totalFiles: 1 })
  expect(last?.bytes).toBe(last?.totalBytes)
  const abort = new AbortController()
  const reason = new Error('enough')
  const opening = openQuery(
    { a: { comparison }, b: { comparison } },
    {
      signal: abort.signal,
      onProgress: () => {
        abort.abort(reason)
      },
    },
  )
  await expect(opening).rejects.toBe(reason)
})

it('is refused where there is none, where its list is gone, or is no NDJSON', async () => {
  await expect(openQuery({ c: { comparison: folder } })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('holds no comparison'),
  })
  const comparison = await writtenComparison()
  await unlink(join(comparison, 'objects.ndjson'))
  await expect(openQuery({ c: { comparison } })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('is missing'),
  })
  await rm(comparison, { recursive: true })
  await writtenComparison({ format: 'csv' })
  await expect(openQuery({ c: { comparison } })).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('only NDJSON is read back'),
  })
})

it('has no date for a time of a list that no calendar has', async () => {
  const comparison = await writtenComparison()
  const list = join(comparison, 'objects.ndjson')
  const text = await readFile(list, 'utf8')
  await writeFile(list, text.replaceAll(/"2026-11-10T[^"]*"/g, '1e300'))
  const query = await openQuery({ c: { comparison } })
  const sql = 'SELECT c.left.lastModified AS changed, c.left.other AS other FROM c WHERE "by" = ?'
  const rows = await ask(query, sql, ['checksum'])
  await query.close()
  expect(rows).toStrictEqual([
    { changed: null, other: '{"tagCount":3,"native":{"New":"a"},"lifecycleExpiration":1e+300}' },
  ])
})
