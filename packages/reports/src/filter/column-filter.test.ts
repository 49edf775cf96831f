import { matchesFilter, s3Vocabulary } from '@bucket-inventory/core'
import type { InventoryFilter, ObjectRecord, RecordField } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { ColumnBatch } from '../batch/column-batch.ts'
import { fullRecordBuilder, projectedRecordBuilder } from '../batch/record-builder.ts'
import { selectRows } from '../batch/select-rows.ts'
import { readCsv } from '../csv/read-csv.ts'
import { s3Dialect } from '../dialects/s3-dialect.ts'
import { fieldsOfRowFilter, filterRows } from './column-filter.ts'
import type { RowFilter } from './column-filter.ts'

const fields: readonly RecordField[] = [
  'bucket',
  'key',
  'versionId',
  'isLatest',
  'isDeleteMarker',
  'size',
  'lastModified',
  'storageClass',
]

const keys = ['', 'a', 'a/b', 'a/%F0%9F%98%80', 'a/%F0%9F', '%EF%BF%BD', 'A', 'null', '%E6%96%87/1']
const sizes = ['', '0', '1', '1023', '1024', '9007199254740991']
const times = ['', '1970-01-01T00:00:00Z', '2021-11-25T23:40:49.000Z', '2021-11-25T23:40:49.001Z']
const storageClasses = ['', 'STANDARD', 'GLACIER', 'NEW_ONE']
const versions = ['"true","false"', '"false","false"', '"true","true"', '"",""']

const text = keys
  .flatMap((key) => sizes.flatMap((size) => times.map((time) => ({ key, size, time }))))
  .map(({ key, size, time }, row) => {
    const storageClass = storageClasses[row % storageClasses.length]
    const version = versions[(row >> 2) % versions.length]
    return `"b","${key}","",${version},"${size}","${time}","${storageClass}"\n`
  })
  .join('')

const filters: readonly InventoryFilter[] = combinations(
  [
    {},
    ...['', 'a', 'a/', 'a/b', '文', '😀', 'a/\uD83D', 'a/\uFFFD', '\uFFFD'].map((prefix) => ({
      prefix,
    })),
  ],
  [
    {},
    { size: {} },
    { size: { min: 1 } },
    { size: { max: 1023 } },
    { size: { min: 1, max: 1024 } },
    { size: { min: 2, max: 1 } },
  ],
  [
    {},
    { lastModified: { from: '2021-11-26T07:40:49+08:00' } },
    { lastModified: { to: '2021-11-25T23:40:49Z' } },
    { lastModified: { from: '1970-01-01T00:00:00Z', to: '2021-11-25T23:40:49Z' } },
  ],
  [
    {},
    { storageClasses: [] },
    { storageClasses: ['standard', 'aws-s3:NEW_ONE'] },
    { storageClasses: ['deep-archive'] },
  ],
)

describe('filterRows', () => {
  it('means what matchesFilter means', async () => {
    const [batch, records] = await theBatch()
    for (const filter of filters) {
      expect(rowsOf(batch, filter), JSON.stringify(filter)).toStrictEqual(
        indexesOf(records, (record) => matchesFilter(filter, record)),
      )
    }
  })

  it('leaves what a report of current versions would list', async () => {
    const [batch, records] = await theBatch()
    const isCurrent = ({ isLatest, isDeleteMarker }: ObjectRecord): boolean =>
      isLatest !== false && isDeleteMarker !== true
    expect(rowsOf(batch, { latestOnly: true })).toStrictEqual(indexesOf(records, isCurrent))
    expect(rowsOf(batch, { latestOnly: true, prefix: 'a' })).toStrictEqual(
      indexesOf(records, (record) => isCurrent(record) && record.key.startsWith('a')),
    )
    expect(rowsOf(batch, { latestOnly: false })).toHaveLength(batch.length)
  })

  it('matches no bound of a column that the report does not have', async () => {
    const columns = [{ name: 'Key', field: 'key' } as const]
    const options = { file: 'a', columns, vocabulary: s3Vocabulary, conventions: s3Dialect.csv }
    for await (const batch of readCsv(piece('k1\nk2\n'), options)) {
      expect(rowsOf(batch, { latestOnly: true, prefix: 'k' })).toStrictEqual([0, 1])
      expect(rowsOf(batch, { size: { min: 0 } })).toStrictEqual([])
      expect(rowsOf(batch, { storageClasses: ['standard'] })).toStrictEqual([])
    }
  })

  it('throws for an instant that does not parse', async () => {
    const [batch] = await theBatch()
    expect(() => filterRows(batch, { lastModified: { from: '2021-11-25' } })).toThrow(RangeError)
  })
})

describe('fieldsOfRowFilter', () => {
  it('names the columns that the parts need', () => {
    expect(fieldsOfRowFilter({})).toStrictEqual([])
    expect(fieldsOfRowFilter({ prefix: 'a', size: { min: 1 }, latestOnly: true })).toStrictEqual([
      'key',
      'size',
      'isLatest',
      'isDeleteMarker',
    ])
  })
})

describe('selectRows', () => {
  it('gives the records of these rows, and columns of them', async () => {
    const [batch, records] = await theBatch()
    const rows = filterRows(batch, { size: { min: 1, max: 1024 } })
    const selected = selectRows(batch, rows, fullRecordBuilder())
    const expected = records.filter((_, row) => rows.includes(row))
    expect([...selected]).toStrictEqual(expected)
    expect([...selected.ownRecords()]).toStrictEqual(expected)
    expect(selected.ownRecord(3)).toStrictEqual(expected[3])
    for (const field of fields) {
      const column = selected.column(field)
      const values = Array.from({ length: column.length }, (_, row) => column.get(row))
      expect(values).toStrictEqual(expected.map((record) => record[field]))
    }
  })

  it('gives the properties that are asked for', async () => {
    const [batch, records] = await theBatch()
    const builder = projectedRecordBuilder(['versionId', 'key'])
    const all = selectRows(batch, filterRows(batch, {}), builder)
    expect([...all]).toStrictEqual(records.map(({ versionId, key }) => ({ versionId, key })))
    const none = selectRows(batch, filterRows(batch, { size: { min: 2, max: 1 } }), builder)
    expect([...none]).toStrictEqual([])
    expect(() => none.record(0)).toThrow(RangeError)
  })
})

/** One batch of all samples, and its records. */
async function theBatch(): Promise<[ColumnBatch, ObjectRecord[]]> {
  const columns = fields.map((field) => ({ name: field, field }))
  const options = { file: 'a', columns, vocabulary: s3Vocabulary, conventions: s3Dialect.csv }
  const batches = readCsv(piece(text), options)
  const { value } = await batches.next()
  if (value === undefined) throw new Error('there is no batch')
  return [value, [...value]]
}

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

function rowsOf(batch: ColumnBatch, filter: RowFilter): number[] {
  return [...filterRows(batch, filter)]
}

function indexesOf(
  records: readonly ObjectRecord[],
  test: (record: ObjectRecord) => boolean,
): number[] {
  return records.flatMap((record, row) => (test(record) ? [row] : []))
}

function combinations(...parts: readonly (readonly InventoryFilter[])[]): InventoryFilter[] {
  return parts.reduce<InventoryFilter[]>(
    (found, part) => found.flatMap((left) => part.map((right) => ({ ...left, ...right }))),
    [{}],
  )
}
