import type { RecordField } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { ReadProgress } from '../report-reader.ts'
import { base, deliver, keys, row, two } from './delivered-csv.test.support.ts'
import { openReport } from './open-report.ts'

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

describe('options that cannot be meant', () => {
  it.each([0, -1, Number.NaN])('are refused: %d files at a time', async (readAhead) => {
    const report = await openReport(deliver(two).reference)
    await expect(keys(report, { readAhead })).rejects.toMatchObject({
      code: 'invalid-input',
      message: `one file is read at a time at least, not ${readAhead}`,
    })
  })

  it.each([
    ['siz', 'did you mean "size"?'],
    ['colour', 'they have bucket, key, '],
  ])('are refused: the property "%s"', async (field, advice) => {
    const report = await openReport(deliver(two).reference)
    // As who writes no types may ask.
    const fields: RecordField[] = JSON.parse(JSON.stringify(['key', field]))
    await expect(keys(report, { fields })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(`records have no "${field}"; ${advice}`),
    })
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
    const steps = new Set(told.map(({ rows, files }) => `${rows} rows, ${files} files`))
    expect([...steps]).toStrictEqual([
      '0 rows, 0 files',
      '2 rows, 0 files',
      '2 rows, 1 files',
      '4 rows, 1 files',
      '4 rows, 2 files',
    ])
    const bytes = told.map((progress) => progress.bytes)
    expect(bytes).toStrictEqual(bytes.toSorted((left, right) => left - right))
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

  it('rejects also behind the last rows', async () => {
    const report = await openReport(deliver(two).reference)
    const controller = new AbortController()
    const { signal } = controller
    let read = 0
    const reading = (async () => {
      for await (const { key } of report.records({ signal })) {
        read++
        if (key === 'f.jpg') controller.abort('enough')
      }
    })()
    await expect(reading).rejects.toBe('enough')
    expect(read).toBe(4)
  })
})
