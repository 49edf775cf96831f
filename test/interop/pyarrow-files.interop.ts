import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { formatInstant, matchesFilter } from '@bucket-inventory/core'
import type { InventoryFilter, ObjectRecord } from '@bucket-inventory/core'
import { openReport } from '@bucket-inventory/reports'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { readRecords } from '../laws/read-report.ts'
import { writeFolderReports } from './folder-report.ts'
import type { FolderReport } from './folder-report.ts'
import { recordOf } from './inventory-row.ts'
import { inventoryRows } from './inventory-rows.ts'
import { pyarrowStyles, pyarrowStylesOfMany } from './pyarrow-styles.ts'

const seed = 20_261_122
const rows = inventoryRows(seed, 120)
const records = rows.map(recordOf)
const manyRows = inventoryRows(seed, 1000)
const manyRecords = manyRows.map(recordOf)
const written = new Map<string, FolderReport>()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-pyarrow-'))
  for (const report of [
    ...(await writeFolderReports(join(folder, 'few'), rows, pyarrowStyles)),
    ...(await writeFolderReports(join(folder, 'many'), manyRows, pyarrowStylesOfMany)),
  ]) {
    written.set(report.name, report)
  }
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function reportNamed(name: string): FolderReport {
  const report = written.get(name)
  if (report === undefined) throw new Error(`pyarrow wrote no "${name}"`)
  return report
}

const filters: readonly InventoryFilter[] = [
  { size: { max: 0 } },
  { size: { max: 10 } },
  { size: { min: 11, max: 2 ** 31 } },
  { size: { min: 2 ** 53 - 500 } },
  { lastModified: { to: '1969-12-31T23:59:59.999Z' } },
  { lastModified: { from: '1969-12-31T23:59:59.999Z', to: '2014-12-31T23:59:59.999Z' } },
  { lastModified: { from: '2015-01-01T00:00:00Z' } },
  { prefix: 'logs/' },
  { prefix: '写' },
  { prefix: '😀 "a, b"\n' },
  { prefix: 'nothing' },
  { storageClasses: ['archive', 'aws-s3:NEW_CLASS'] },
  { storageClasses: ['cold-archive'] },
  {
    prefix: '写真/',
    size: { min: 1000 },
    lastModified: { from: '1990-01-01T00:00:00Z' },
    storageClasses: ['standard', 'deep-archive', 'infrequent-access', 'archive-instant'],
  },
  // On the very values of some rows, and on the first and the last key of all, which are bounds of what holds them.
  ...[
    ...records.filter((_, index) => index % 200 === 3),
    ...records.toSorted(byKey).filter((_, index) => index % (records.length - 1) === 0),
  ].flatMap(({ key, size, lastModified }): readonly InventoryFilter[] => [
    { prefix: key },
    ...(size === undefined ? [] : [{ size: { min: size, max: size } }]),
    ...(lastModified === undefined
      ? []
      : [
          {
            lastModified: { from: formatInstant(lastModified), to: formatInstant(lastModified) },
          },
        ]),
  ]),
]

function byKey(left: ObjectRecord, right: ObjectRecord): number {
  return Buffer.compare(Buffer.from(left.key), Buffer.from(right.key))
}

const styles = pyarrowStyles.map((style) => ({ ...style, given: records }))
const stylesOfMany = pyarrowStylesOfMany.map((style) => ({ ...style, given: manyRecords }))

it.each([...styles, ...stylesOfMany])(
  `what pyarrow wrote as $name is read as it was given (seed ${seed})`,
  async ({ name, given, options }) => {
    const written = reportNamed(name)
    // Else there would be nothing of several stripes and row groups in this.
    const isOne = !('stripe_size' in options || 'row_group_size' in options)
    expect(written.parts.map((count) => count === 1)).toStrictEqual([isOne, isOne])
    const report = await openReport(written)
    expect(await readRecords(report)).toStrictEqual(given)
    await expect(report.verify()).resolves.toBeUndefined()
  },
)

it.each(styles)(
  `what pyarrow wrote as $name is filtered as its rows are (seed ${seed})`,
  async ({ name }) => {
    const report = await openReport(reportNamed(name), { verify: false })
    for (const where of filters) {
      const expected = records.filter((record) => matchesFilter(where, record))
      const fields = ['key', 'versionId', 'size'] as const
      expect({ where, read: await readRecords(report, { fields, where }) }).toStrictEqual({
        where,
        read: expected.map(({ key, versionId, size }) => ({ key, versionId, size })),
      })
    }
  },
)

it.each(styles)(
  'what pyarrow wrote as $name is decoded only where its statistics leave room for what is asked for',
  async ({ name, options }) => {
    const report = await openReport(reportNamed(name), { verify: false })
    let decoded = 0
    const where = { size: { min: 11, max: 4096 } }
    await readRecords(report, {
      where,
      onProgress: (progress) => {
        decoded = progress.rows
      },
    })
    const isNoted = options['write_statistics'] !== false
    expect(decoded < records.length).toBe(isNoted)
  },
)
