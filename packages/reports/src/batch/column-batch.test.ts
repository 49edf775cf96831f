import { recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { ColumnBatch } from './column-batch.ts'
import { dictionaryColumn } from './dictionary-column.ts'
import { numberColumn } from './number-column.ts'
import { fullRecordBuilder, projectedRecordBuilder } from './record-builder.ts'
import { blankRecord, recordFields } from './record-draft.ts'
import type { RecordColumns } from './record-draft.ts'
import { textColumn } from './text-column.ts'

const keys = ['a', 'ключ', '😀', 'b'.repeat(40_000), 'c', '\uFFFD', 'd'.repeat(40), 'e']
const classes = [undefined, recordedStorageClass(s3Vocabulary, 'GLACIER')]

describe('ColumnBatch', () => {
  it('gives records of the columns of any format', () => {
    const batch = new ColumnBatch(partsOf(keys), fullRecordBuilder())
    const expected = expectedOf(keys)
    expect([...batch]).toStrictEqual(expected)
    expect([...batch.ownRecords()]).toStrictEqual(expected)
    expect(Object.keys(batch.record(0))).toStrictEqual([...recordFields])
    // Rows in another order than that in which they are decoded together.
    for (const row of [7, 3, 0, 6, 1, 2, 5, 4]) {
      expect(batch.record(row)).toStrictEqual(expected[row])
      expect(batch.ownRecord(row)).toStrictEqual(expected[row])
    }
  })

  it('keeps what a record says when others are built', () => {
    const builder = projectedRecordBuilder(['owner', 'key', 'size'])
    const first = new ColumnBatch(partsOf(keys), builder)
    const second = new ColumnBatch(partsOf(keys.toReversed()), builder)
    const kept = first.record(0)
    const left = first[Symbol.iterator]()
    const right = second[Symbol.iterator]()
    const seen = keys.map(() => [left.next().value, right.next().value])
    const projected = (record: ReturnType<typeof expectedOf>[number] | undefined) => {
      const { owner, key, size } = record ?? blankRecord()
      return { owner, key, size }
    }
    const [lefts, rights] = [expectedOf(keys), expectedOf(keys.toReversed())]
    expect(seen).toStrictEqual(
      lefts.map((record, row) => [projected(record), projected(rights[row])]),
    )
    expect(kept).toStrictEqual(projected(lefts[0]))
    expect(Object.keys(kept)).toStrictEqual(['owner', 'key', 'size'])
  })

  it('has an empty column for what the report does not have, and none for what was not asked for', () => {
    const batch = new ColumnBatch(partsOf(keys), fullRecordBuilder())
    expect(batch.column('tagCount').get(3)).toBeUndefined()
    expect(batch.column('tagCount')).toHaveLength(keys.length)
    const few: ColumnBatch = new ColumnBatch(
      { ...partsOf(keys), columns: {} },
      projectedRecordBuilder<RecordField>(['key']),
    )
    expect(() => few.column('size')).toThrow('the column "size" was not asked for')
  })

  it('has no rows but its own', () => {
    const batch = new ColumnBatch(partsOf(keys), fullRecordBuilder())
    for (const row of [-1, keys.length, Number.NaN]) {
      expect(() => batch.record(row)).toThrow(RangeError)
      expect(() => batch.ownRecord(row)).toThrow(RangeError)
    }
  })
})

/** A dictionary of few values, one of many, more of them than a joint code can hold, texts and numbers. */
function partsOf(keys: readonly string[]) {
  const codes = Uint16Array.from(keys, (_, row) => row % 2)
  const columns: RecordColumns = {
    key: texts(keys),
    size: numberColumn(Float64Array.from(keys, (_, row) => (row === 2 ? Number.NaN : row))),
    lastModified: dictionaryColumn(codes, [0, undefined]),
    storageClass: dictionaryColumn(codes, classes),
    acl: texts(keys),
    owner: dictionaryColumn(
      Uint32Array.from(keys, (_, row) => row + 990),
      Array.from({ length: 1000 }, (_, code) => `owner ${code}`),
    ),
  }
  for (const field of wide) {
    columns[field] = dictionaryColumn(
      Uint16Array.from(keys, (_, row) => row),
      Array.from({ length: 200 }, (_, code) => `${field} ${code}`),
    )
  }
  return { file: 'data/a', firstRow: 0, length: keys.length, columns, groups: [] }
}

const wide = [
  'replicationStatus',
  'checksumAlgorithm',
  'objectType',
  'objectLockMode',
  'objectLockLegalHold',
  'objectLockEventHold',
  'intelligentTieringTier',
  'bucketKeyStatus',
] as const

function expectedOf(keys: readonly string[]) {
  return keys.map((key, row) => ({
    ...blankRecord(),
    key,
    size: row === 2 ? undefined : row,
    lastModified: row % 2 === 0 ? 0 : undefined,
    storageClass: classes[row % 2],
    acl: key,
    owner: `owner ${row + 990}`,
    ...Object.fromEntries(wide.map((field) => [field, `${field} ${row}`])),
  }))
}

function texts(values: readonly string[]) {
  const encoded = values.map((value) => Buffer.from(value))
  let end = 0
  const ends = Uint32Array.from(encoded, ({ length }) => (end += length))
  return textColumn({ bytes: Buffer.concat(encoded), ends, value: (text) => text, absent: '' })
}
