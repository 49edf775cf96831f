import { describe, expect, it } from 'vitest'

import { reportOf, scanTime } from '../written-report.test.support.ts'
import { summarizeReport } from './summarize-report.ts'

const day = 86_400_000
const ago = (days: number) => new Date(scanTime - days * day).toISOString()

describe('a summary', () => {
  it('counts objects and bytes in all and by prefix', async () => {
    const report = await reportOf([
      { Key: 'readme', Size: 5 },
      { Key: 'logs/2026/a', Size: 10 },
      { Key: 'logs/2026/b', Size: 20 },
      { Key: 'logs/c', Size: 1 },
      { Key: 'pictures/d', Size: 100 },
    ])
    const summary = await summarizeReport(report, { depth: 2 })
    expect(summary).toMatchObject({
      bucket: 'photos',
      provider: 'aws-s3',
      time: scanTime,
      objects: 5,
      bytes: 136,
    })
    expect(summary.prefixes).toStrictEqual({
      depth: 2,
      root: {
        prefix: '',
        objects: 5,
        bytes: 136,
        children: [
          { prefix: 'pictures/', objects: 1, bytes: 100 },
          {
            prefix: 'logs/',
            objects: 3,
            bytes: 31,
            children: [{ prefix: 'logs/2026/', objects: 2, bytes: 30 }],
          },
        ],
      },
    })
  })

  it('knows classes by the provider word, the neutral name and the tier, and how old their objects are', async () => {
    const report = await reportOf([
      { Key: 'a', Size: 1, StorageClass: 'GLACIER', LastModifiedDate: ago(400) },
      { Key: 'b', Size: 2, StorageClass: 'STANDARD', LastModifiedDate: ago(0.5) },
      { Key: 'c', Size: 4, StorageClass: 'STANDARD', LastModifiedDate: ago(30) },
      { Key: 'd', Size: 8, StorageClass: 'NEW_CLASS', LastModifiedDate: ago(-1) },
      { Key: 'e', Size: 16 },
    ])
    const { storageClasses = [], ages = [] } = await summarizeReport(report)
    const short = storageClasses.map(({ ages = [], ...rest }) => ({
      ...rest,
      ages: ages.map(({ bytes }) => bytes),
    }))
    expect(short).toStrictEqual([
      {
        native: 'STANDARD',
        name: 'standard',
        tier: 'hot',
        objects: 2,
        bytes: 6,
        ages: [2, 0, 0, 4, 0, 0, 0, 0, 0, 0],
      },
      {
        native: 'GLACIER',
        name: 'archive',
        tier: 'archive',
        objects: 1,
        bytes: 1,
        ages: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
      },
      {
        name: 'unknown',
        tier: 'unknown',
        objects: 1,
        bytes: 16,
        ages: [0, 0, 0, 0, 0, 0, 0, 0, 0, 16],
      },
      {
        native: 'NEW_CLASS',
        name: 'aws-s3:NEW_CLASS',
        tier: 'unknown',
        objects: 1,
        bytes: 8,
        ages: [8, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      },
    ])
    expect(ages.map(({ age, bytes }) => `${age}: ${bytes}`)).toStrictEqual([
      'less than 1 day: 10',
      '1 to 7 days: 0',
      '7 to 30 days: 0',
      '30 to 90 days: 4',
      '90 to 180 days: 0',
      '180 to 365 days: 0',
      '1 to 2 years: 1',
      '2 to 5 years: 0',
      '5 years and more: 0',
      'unknown: 16',
    ])
  })

  it('counts ages to another time when told so', async () => {
    const report = await reportOf([{ Key: 'a', Size: 1, LastModifiedDate: ago(10) }])
    const { ages = [], asOf } = await summarizeReport(report, { asOf: scanTime + 100 * day })
    expect(asOf).toBe(scanTime + 100 * day)
    expect(ages.filter(({ objects }) => objects > 0).map(({ age }) => age)).toStrictEqual([
      '90 to 180 days',
    ])
  })

  it('tells versions, null versions and delete markers apart, and counts no marker as an object', async () => {
    const report = await reportOf([
      { Key: 'a', Size: 5, VersionId: 'v2', IsLatest: true, IsDeleteMarker: false },
      { Key: 'a', Size: 7, IsLatest: false, IsDeleteMarker: false },
      { Key: 'b', VersionId: 'v3', IsLatest: true, IsDeleteMarker: true },
      { Key: 'b', Size: 9, VersionId: 'v1', IsLatest: false, IsDeleteMarker: false },
    ])
    const { objects, bytes, versions } = await summarizeReport(report)
    expect({ objects, bytes }).toStrictEqual({ objects: 3, bytes: 21 })
    expect(versions).toStrictEqual({
      current: { objects: 1, bytes: 5 },
      noncurrent: { objects: 2, bytes: 16 },
      deleteMarkers: 1,
      nullVersions: 1,
    })
  })

  it('counts encryption by type, and uploads by how they were written', async () => {
    const report = await reportOf([
      { Key: 'a', Size: 5, EncryptionStatus: 'SSE-KMS', IsMultipartUploaded: true },
      { Key: 'b', Size: 7, EncryptionStatus: 'NOT-SSE', IsMultipartUploaded: false },
      { Key: 'c', Size: 9 },
    ])
    const { encryption, uploads } = await summarizeReport(report)
    expect(encryption).toStrictEqual([
      { status: 'unknown', objects: 1, bytes: 9 },
      { status: 'not-encrypted', objects: 1, bytes: 7 },
      { status: 'encrypted', type: 'SSE-KMS', objects: 1, bytes: 5 },
    ])
    expect(uploads).toStrictEqual({
      multipart: { objects: 1, bytes: 5 },
      single: { objects: 1, bytes: 7 },
      unknown: { objects: 1, bytes: 9 },
    })
  })

  it('says nothing of what the report has no column for', async () => {
    const summary = await summarizeReport(await reportOf([{ Key: 'a/b' }]))
    expect(summary).toStrictEqual({
      bucket: 'photos',
      provider: 'aws-s3',
      time: scanTime,
      asOf: scanTime,
      missing: [
        'size',
        'lastModified',
        'storageClass',
        'etag',
        'encryption',
        'isMultipartUploaded',
      ],
      objects: 1,
      prefixes: {
        depth: 1,
        root: { prefix: '', objects: 1, children: [{ prefix: 'a/', objects: 1 }] },
      },
    })
  })

  it('is of zero objects where there are no rows', async () => {
    const report = await reportOf([], { columns: ['Key', 'Size', 'StorageClass', 'ETag'] })
    const summary = await summarizeReport(report)
    expect(summary).toMatchObject({ objects: 0, bytes: 0, storageClasses: [], largest: [] })
    expect(summary.duplicates?.proven).toStrictEqual({ groups: 0, objects: 0, surplus: 0 })
  })

  it('sums up only the rows that match', async () => {
    const report = await reportOf([
      { Key: 'logs/a', Size: 5 },
      { Key: 'data/b', Size: 7 },
    ])
    const where = { prefix: 'logs/' }
    expect(await summarizeReport(report, { where })).toMatchObject({ objects: 1, bytes: 5, where })
  })

  it('lists the largest objects, of equal ones the first', async () => {
    const sizes = [3, 9, 9, 1, 9, 4]
    const report = await reportOf(sizes.map((Size, index) => ({ Key: `k${index}`, Size })))
    const { largest } = await summarizeReport(report, { largest: 3 })
    expect(largest).toStrictEqual([
      { key: 'k1', size: 9 },
      { key: 'k2', size: 9 },
      { key: 'k4', size: 9 },
    ])
    expect(await summarizeReport(report, { largest: 0 })).not.toHaveProperty('largest')
  })

  it('stops with the reason of the signal', async () => {
    const report = await reportOf([{ Key: 'a' }])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(summarizeReport(report, { signal })).rejects.toThrow('enough')
  })

  it.each([{ depth: 1.5 }, { depth: -1 }, { prefixes: 0 }, { largest: -1 }, { memory: 1 }])(
    'refuses %j',
    async (options) => {
      const report = await reportOf([])
      await expect(summarizeReport(report, options)).rejects.toMatchObject({
        code: 'invalid-input',
      })
    },
  )
})

describe('prefixes that are too many', () => {
  it('are lumped together but for the largest', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      Key: `p${index}/x`,
      Size: index === 150 ? 10_000 : 1 + (index % 7),
    }))
    const { prefixes, bytes = 0 } = await summarizeReport(await reportOf(rows), { prefixes: 3 })
    const { children = [], others } = prefixes.root
    expect(children.map(({ prefix }) => prefix)).toContain('p150/')
    expect(children).toHaveLength(3)
    expect(others?.prefixes).toBe(297)
    const listed = children.reduce((sum, child) => sum + (child.bytes ?? 0), 0)
    expect(listed + (others?.bytes ?? 0)).toBe(bytes)
  })

  it('keep those below one that is kept', async () => {
    const rows = [
      { Key: 'a/b/c', Size: 100 },
      { Key: 'a/d/c', Size: 1 },
      { Key: 'e/f', Size: 50 },
      { Key: 'g/h/i', Size: 2 },
    ]
    const { prefixes } = await summarizeReport(await reportOf(rows), { depth: 2, prefixes: 3 })
    expect(prefixes.root).toStrictEqual({
      prefix: '',
      objects: 4,
      bytes: 153,
      children: [
        {
          prefix: 'a/',
          objects: 2,
          bytes: 101,
          children: [{ prefix: 'a/b/', objects: 1, bytes: 100 }],
          others: { prefixes: 1, objects: 1, bytes: 1 },
        },
        { prefix: 'e/', objects: 1, bytes: 50 },
      ],
      others: { prefixes: 1, objects: 1, bytes: 2 },
    })
  })
})
