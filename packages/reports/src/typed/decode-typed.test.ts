import { Readable } from 'node:stream'

import { s3Vocabulary } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { RowFilter } from '../filter/column-filter.ts'
import type { ColumnBounds } from '../filter/may-match.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { decodeTyped } from './decode-typed.ts'
import type { TypedColumn } from './typed-column.ts'
import type { TypedFile } from './typed-file.ts'

const file = 'data/a.orc'

const columns: readonly ReportColumn[] = [
  { name: 'bucket', field: 'bucket' },
  { name: 'key', field: 'key' },
  { name: 'version_id', field: 'versionId' },
  { name: 'is_latest', field: 'isLatest' },
  { name: 'size', field: 'size' },
  { name: 'last_modified_date', field: 'lastModified' },
  { name: 'storage_class', field: 'storageClass' },
  { name: 'encryption_status', field: 'encryption' },
  { name: 'colour', field: 'native' },
  { name: 'seen', field: 'native' },
]

const truths = { values: [false, true, undefined] }
const texts = (...values: string[]): TypedColumn => {
  let end = 0
  const ends = Uint32Array.from(values, (value) => (end += Buffer.byteLength(value)))
  return { kind: 'text', bytes: Buffer.from(values.join('')), ends }
}
const words = (codes: number[], ...values: (string | undefined)[]): TypedColumn => ({
  kind: 'words',
  codes: Uint32Array.from(codes),
  dictionary: { values },
})
const numbers = (unit: 'count' | 'instant', ...values: number[]): TypedColumn => ({
  kind: 'number',
  unit,
  values: Float64Array.from(values),
})

const rows: Readonly<Record<string, TypedColumn>> = {
  bucket: words([0, 0], 'photos'),
  key: texts('a b.jpg', 'é/%2F'),
  version_id: words([0, 1], 'v1', undefined),
  is_latest: { kind: 'words', codes: Uint16Array.from([1, 2]), dictionary: truths },
  size: numbers('count', 12, Number.NaN),
  last_modified_date: numbers('instant', 1_715_043_600_000, -1),
  storage_class: words([0, 1], 'STANDARD', undefined),
  encryption_status: words([1, 0], 'NOT-SSE', 'SSE-S3'),
  colour: words([0, 1], 'red', undefined),
  seen: numbers('instant', 0, Number.NaN),
}

/** A file of these rows, which notes bounds of some columns. */
function typedFile(
  more: Readonly<Record<string, TypedColumn>> = {},
  bounds: Readonly<Record<string, ColumnBounds>> = {},
): TypedFile {
  const all = { ...rows, ...more }
  return {
    rows: 2,
    columns: Object.keys(all),
    async *read({ columns, mayMatch }) {
      if (mayMatch?.((name) => bounds[name]) === false) return
      yield { firstRow: 40, length: 2, columns: columns.map((name) => all[name]) }
    },
  }
}

async function records(
  typed: TypedFile,
  fields: readonly RecordField[] = columns.map(({ field }) => field),
  where?: RowFilter,
) {
  const found: unknown[] = []
  const request = { file, columns, fields, vocabulary: s3Vocabulary, where }
  for await (const batch of decodeTyped(typed, request)) found.push(...batch.ownRecords())
  return found
}

describe('rows of a typed file', () => {
  it('become records', async () => {
    expect(await records(typedFile())).toMatchObject([
      {
        bucket: 'photos',
        key: 'a b.jpg',
        versionId: 'v1',
        isLatest: true,
        size: 12,
        lastModified: 1_715_043_600_000,
        storageClass: { name: 'standard', native: 'STANDARD' },
        encryption: { encrypted: true, type: 'SSE-S3' },
        native: { colour: 'red', seen: '1970-01-01T00:00:00Z' },
      },
      {
        bucket: 'photos',
        key: 'é/%2F',
        versionId: null,
        isLatest: undefined,
        size: undefined,
        lastModified: -1,
        storageClass: undefined,
        encryption: { encrypted: false, type: undefined },
        native: undefined,
      },
    ])
  })

  it('are read whatever type their columns are of', async () => {
    const typed = typedFile({
      bucket: texts('photos', 'photos'),
      is_latest: texts('true', ''),
      size: texts('12', ''),
      last_modified_date: numbers('count', 1_715_043_600_000, -1),
      storage_class: texts('STANDARD', ''),
      encryption_status: texts('SSE-S3', 'NOT-SSE'),
      colour: texts('red', ''),
      seen: texts('1970-01-01T00:00:00Z', ''),
    })
    expect(await records(typed)).toStrictEqual(await records(typedFile()))
  })

  it('are those of the columns that are asked for', async () => {
    expect(await records(typedFile(), ['size', 'key'])).toStrictEqual([
      { size: 12, key: 'a b.jpg' },
      { size: undefined, key: 'é/%2F' },
    ])
  })

  it('are as many where no column is asked for, or none that the file has', async () => {
    expect(await records(typedFile(), [])).toStrictEqual([{}, {}])
    expect(await records(typedFile(), ['tagCount'])).toStrictEqual([
      { tagCount: undefined },
      { tagCount: undefined },
    ])
  })

  it('are found by names in any case, and named as the manifest does', async () => {
    const upper = columns.map(({ name, field }) => ({ name: name.toUpperCase(), field }))
    const request = { file, columns: upper, fields: ['native', 'key'] as const }
    const found: unknown[] = []
    for await (const batch of decodeTyped(typedFile(), { ...request, vocabulary: s3Vocabulary })) {
      found.push(...batch.ownRecords())
    }
    expect(found).toStrictEqual([
      { native: { COLOUR: 'red', SEEN: '1970-01-01T00:00:00Z' }, key: 'a b.jpg' },
      { native: undefined, key: 'é/%2F' },
    ])
  })

  it('are of the null version, also where that has a word', async () => {
    for (const version_id of [texts('null', 'v1'), words([0, 1], 'null', 'v1')]) {
      expect(await records(typedFile({ version_id }), ['versionId'])).toStrictEqual([
        { versionId: null },
        { versionId: 'v1' },
      ])
    }
  })

  it('are read where a dictionary has a wrong word that no row has', async () => {
    const is_latest = words([1, 1], 'no', 'true')
    expect(await records(typedFile({ is_latest }), ['isLatest'])).toStrictEqual([
      { isLatest: true },
      { isLatest: true },
    ])
  })

  it('are refused at the row that has a wrong word, whenever its dictionary was read', async () => {
    const dictionary = { values: ['true', 'no'] }
    const parts = [
      [0, 0],
      [0, 1],
    ].map((codes, index) => ({
      firstRow: 40 + 2 * index,
      length: 2,
      columns: [{ kind: 'words' as const, codes: Uint16Array.from(codes), dictionary }],
    }))
    const typed = { ...typedFile(), read: () => Readable.from(parts) }
    await expect(records(typed, ['isLatest'])).rejects.toMatchObject({
      position: { file, row: 44 },
      message: expect.stringContaining('"no" is no is_latest'),
    })
  })

  it.each([
    ['a size below 0', { size: numbers('count', 1, -1) }, '-1 is no size', 42],
    ['half a byte', { size: numbers('count', 0.5, 1) }, '0.5 is no size', 41],
    ['a size beyond 2^53', { size: numbers('count', 2 ** 53, 1) }, 'is no size', 41],
    ['a size that is an instant', { size: numbers('instant', 1, 1) }, 'instants', 41],
    ['a size in words', { size: texts('1', 'big') }, '"big" is no size', 42],
    [
      'a time after 9999',
      { last_modified_date: numbers('instant', 1, 8e15) },
      'is no last_modified_date',
      42,
    ],
    ['a truth value that is none', { is_latest: texts('true', 'maybe') }, '"maybe"', 42],
    ['a word that is no truth value', { is_latest: words([1, 0], 'no', 'true') }, '"no"', 42],
  ])('are refused with %s', async (_, more, message, row) => {
    await expect(records(typedFile(more))).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file, row },
      message: expect.stringContaining(message),
    })
  })

  it('are refused where the manifest has other columns', async () => {
    const { columns: names, ...typed } = typedFile()
    const fewer = { ...typed, columns: names.slice(1) }
    const more = { ...typed, columns: [...names, 'weight'] }
    await expect(records(fewer)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('no column "bucket"'),
    })
    await expect(records(more)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('does not name: weight'),
    })
    const twice = { ...typed, columns: [...names, 'KEY'] }
    await expect(records(twice)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('two columns "KEY"'),
    })
  })
})

describe('parts of a typed file', () => {
  const bounds = {
    size: { numbers: [10, 20] },
    last_modified_date: { numbers: [1000, 2000] },
    key: { texts: [Buffer.from('b'), Buffer.from('d')] },
  } as const

  it.each<[RowFilter]>([
    [{ size: { min: 21 } }],
    [{ size: { max: 9 } }],
    [{ lastModified: { from: '1970-01-01T00:00:02.001Z' } }],
    [{ lastModified: { to: '1970-01-01T00:00:00.999Z' } }],
    [{ prefix: 'a' }],
    [{ prefix: 'd/' }],
    [{ prefix: 'e' }],
    [{ size: { min: 10 }, prefix: 'e' }],
  ])('are skipped for %j', async (where) => {
    expect(await records(typedFile({}, bounds), undefined, where)).toHaveLength(0)
  })

  it.each<[RowFilter]>([
    [{ size: { min: 20 } }],
    [{ size: { max: 10 } }],
    [{ lastModified: { from: '1970-01-01T00:00:02Z', to: '1970-01-01T00:00:02Z' } }],
    [{ prefix: '' }],
    [{ prefix: 'b' }],
    [{ prefix: 'c/x' }],
    [{ prefix: 'd' }],
    [{ storageClasses: ['standard'] }],
    [{ latestOnly: true }],
  ])('are read for %j', async (where) => {
    expect(await records(typedFile({}, bounds), undefined, where)).toHaveLength(2)
  })

  it('are read for a prefix that stands for invalid bytes', async () => {
    const invalid = { key: { texts: [Buffer.from([0x80]), Buffer.from([0x81])] } } as const
    expect(await records(typedFile({}, invalid), undefined, { prefix: '\uFFFD' })).toHaveLength(2)
  })
})
