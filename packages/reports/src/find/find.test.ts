import type { ReportStore, Schedule } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { s3Dialect } from '../dialects/s3-dialect.ts'
import { memoryReportStore } from '../stores/memory-report-store.ts'
import { findReport } from './find-report.ts'
import { listReports } from './list-reports.ts'
import type { ListReportsOptions } from './list-reports.ts'
import type { ReportReference, ReportSource } from './report-reference.ts'

const day = 24 * 3_600_000
const first = Date.parse('2026-11-17T01:00:00Z')

/** A destination with four runs, the last in progress, and a store that says what was asked of it. */
function world(base = 'inv/', changes: Readonly<Record<string, string | undefined>> = {}) {
  const objects = new Map<string, string>()
  for (const run of ['17', '18', '19', '20']) {
    const folder = `${base}photos/daily/2026-11-${run}T01-00Z/`
    objects.set(`${folder}manifest.json`, '{}')
    if (run !== '20') objects.set(`${folder}manifest.checksum`, 'x')
    objects.set(`${base}photos/daily/data/${run}.csv.gz`, 'x')
    objects.set(`${base}photos/daily/hive/dt=2026-11-${run}-01-00/symlink.txt`, 'x')
  }
  for (const [key, content] of Object.entries(changes)) {
    if (content === undefined) objects.delete(key)
    else objects.set(key, content)
  }
  const requests: string[] = []
  const inner = memoryReportStore(objects)
  const store: ReportStore = {
    list(prefix, options) {
      requests.push(`list ${prefix}`)
      return inner.list(prefix, options)
    },
    head(key, options) {
      requests.push(`head ${key}`)
      return inner.head(key, options)
    },
    read: inner.read.bind(inner),
  }
  const source: ReportSource = {
    store,
    provider: 'aws-s3',
    sourceBucket: 'photos',
    id: 'daily',
    prefix: 'inv',
  }
  return { source, requests }
}

async function listed(source: ReportSource, options?: ListReportsOptions) {
  const reports: ReportReference[] = []
  for await (const report of listReports(source, options)) reports.push(report)
  return reports
}

describe('listing reports', () => {
  it('gives every delivery, newest first, complete or in progress', async () => {
    const { source } = world()
    const reports = await listed(source)
    expect(reports.map(({ time, state }) => [(time - first) / day, state])).toStrictEqual([
      [3, 'in-progress'],
      [2, 'complete'],
      [1, 'complete'],
      [0, 'complete'],
    ])
    expect(reports[1]).toStrictEqual({
      store: source.store,
      manifestKey: 'inv/photos/daily/2026-11-19T01-00Z/manifest.json',
      time: first + 2 * day,
      kind: 'full',
      state: 'complete',
      source: { bucket: 'photos', id: 'daily' },
    })
  })

  it('lists folders only, never data, and looks into a delivery only when it is asked for', async () => {
    const { source, requests } = world()
    for await (const report of listReports(source)) {
      expect(report.state).toBe('in-progress')
      break
    }
    expect(requests).toStrictEqual([
      'list inv/photos/daily/',
      'list inv//photos/daily/',
      'head inv/photos/daily/2026-11-20T01-00Z/manifest.checksum',
    ])
  })

  it('goes by the manifest itself on OSS', async () => {
    const { source } = world()
    const reports = await listed({ ...source, provider: 'alibaba-oss' })
    expect(reports.map(({ state }) => state)).toStrictEqual(Array(4).fill('complete'))
  })

  it.each([
    ['inv/', 'inv'],
    ['inv/', 'inv/'],
    ['inv//', 'inv'],
    ['inv//', 'inv/'],
    ['a/b/', 'a/b'],
    ['a/b//', 'a/b/'],
    ['a//', 'a//'],
    ['', ''],
    ['', undefined],
  ])('finds deliveries in "%s" for a prefix of %j', async (base, prefix) => {
    const { source } = world(base)
    const { prefix: _, ...rest } = source
    const reports = await listed(prefix === undefined ? rest : { ...rest, prefix })
    expect(reports.map(({ manifestKey }) => manifestKey)).toStrictEqual(
      ['20', '19', '18', '17'].map(
        (run) => `${base}photos/daily/2026-11-${run}T01-00Z/manifest.json`,
      ),
    )
  })

  it('gives the deliveries of both places by time', async () => {
    const { source } = world('inv/', { 'inv//photos/daily/2026-11-18T13-00Z/manifest.json': '{}' })
    const times = (await listed(source)).map(({ time }) => (time - first) / day)
    expect(times).toStrictEqual([3, 2, 1.5, 1, 0])
  })

  it('gives change logs only when they are asked for', async () => {
    const folder = 'inv/photos/daily/incremental_inventory/2026-11-19T01-1000Z/'
    const { source, requests } = world('inv/', { [`${folder}manifest.json`]: '{}' })
    const oss: ReportSource = { ...source, provider: 'alibaba-oss' }
    expect((await listed(oss)).every(({ kind }) => kind === 'full')).toBe(true)
    expect(requests.some((request) => request.includes('incremental'))).toBe(false)
    expect(await listed(oss, { kind: 'incremental' })).toStrictEqual([
      {
        store: source.store,
        manifestKey: `${folder}manifest.json`,
        time: Date.parse('2026-11-19T01:10:00Z'),
        kind: 'incremental',
        state: 'complete',
        source: { bucket: 'photos', id: 'daily' },
      },
    ])
    expect(await listed(source, { kind: 'incremental' })).toStrictEqual([])
  })

  it('rejects a provider that nobody knows, unless its dialect is given', async () => {
    const { source } = world()
    const cos = { ...source, provider: 'tencent-cos' }
    await expect(listed(cos)).rejects.toMatchObject({ code: 'unsupported' })
    const dialects = [{ ...s3Dialect, name: 'tencent-cos' }]
    expect(await listed(cos, { dialects })).toHaveLength(4)
  })

  it('rejects with the signal’s own reason', async () => {
    const { source } = world()
    const signal = AbortSignal.abort('enough')
    await expect(listed(source, { signal })).rejects.toBe('enough')
  })
})

describe('finding a report', () => {
  it('gives the newest complete one', async () => {
    const report = await findReport(world().source)
    expect(report).toMatchObject({ time: first + 2 * day, state: 'complete' })
    expect(report).not.toHaveProperty('expectedBy')
  })

  it.each([
    [first + 2 * day - 1, 1],
    [first + day, 1],
    [first + day - 1, 0],
  ])('gives the newest one not after %i', async (at, expected) => {
    const { source, requests } = world()
    const report = await findReport({ ...source, schedule: { every: 'day' } }, { at })
    expect((report.time - first) / day).toBe(expected)
    expect(report).not.toHaveProperty('overdue')
    expect(requests.filter((request) => request.startsWith('head'))).toHaveLength(1)
  })

  it.each<[string, Schedule, string]>([
    ['aws-s3', { every: 'day' }, '2026-11-22T01:00:00Z'],
    // The Sunday after Thursday the 19th, and two days for the delivery.
    ['aws-s3', { every: 'week' }, '2026-11-24T01:00:00Z'],
    ['alibaba-oss', { every: 'day' }, '2026-11-20T16:00:00Z'],
    ['alibaba-oss', { every: 'week' }, '2026-11-26T16:00:00Z'],
    ['alibaba-oss', { every: 'month', dayOfMonth: 31 }, '2026-12-01T00:00:00+08:00'],
    ['alibaba-oss', { every: 'month' }, '2026-12-19T16:00:00Z'],
  ])('says by the clock of %s when the one after it is due: %j', async (provider, schedule, by) => {
    const gone = { 'inv/photos/daily/2026-11-20T01-00Z/manifest.json': undefined }
    const { source } = world('inv/', gone)
    const expectedBy = Date.parse(by)
    const scheduled: ReportSource = { ...source, provider, schedule }
    const at = (now: number) => findReport(scheduled, { now: () => now })
    expect(await at(expectedBy)).toMatchObject({ expectedBy, overdue: false })
    expect(await at(expectedBy + 1)).toMatchObject({ expectedBy, overdue: true })
  })

  it.each<[string, Schedule]>([
    ['aws-s3', { every: 'once' }],
    ['aws-s3', { every: 'alibaba-oss:Hourly' }],
    ['alibaba-oss', { every: 'once', deleteAfterRun: true }],
    ['alibaba-oss', { every: 'alibaba-oss:Hourly' }],
  ])('expects nothing of %s after %j', async (provider, schedule) => {
    const { source } = world()
    const found = await findReport({ ...source, provider, schedule })
    expect(found).not.toHaveProperty('expectedBy')
  })

  it('rejects with not-found that says where it looked, and for what', async () => {
    const { source } = world()
    await expect(findReport({ ...source, id: 'weekly' })).rejects.toMatchObject({
      code: 'not-found',
      message:
        'inventory "weekly" of bucket "photos" has no complete report: looked for folders such as 2026-11-20T01-00Z with manifest.checksum in "inv/photos/weekly/" and "inv//photos/weekly/"',
    })
    await expect(findReport(source, { at: first - 1 })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('that is not after 2026-11-17T00:59:59.999Z'),
    })
  })

  it.each([Number.NaN, -Infinity, 1e20])('rejects %s, which is no time', async (at) => {
    const { source } = world()
    await expect(findReport(source, { at })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('says that one is still being delivered, if nothing else is there', async () => {
    const gone = ['17', '18', '19'].map((run) => [
      `inv/photos/daily/2026-11-${run}T01-00Z/manifest.checksum`,
      undefined,
    ])
    const { source } = world('inv/', Object.fromEntries(gone))
    await expect(findReport(source)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/; 4 without it, of 2026-11-20T01:00:00Z, may still be/),
    })
  })
})
