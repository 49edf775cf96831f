import { readFileSync } from 'node:fs'

import { isNativeWord, neutralField, ossVocabulary, s3Vocabulary } from '@bucket-inventory/core'
import type { ObjectRecord, ProviderVocabulary, RecordField } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { blankRecord } from '../batch/record-draft.ts'
import { ossDialect } from '../dialects/oss-dialect.ts'
import type { CsvConventions } from '../dialects/report-dialect.ts'
import { s3Dialect } from '../dialects/s3-dialect.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { randomFrom } from './random-numbers.test.support.ts'
import type { Random } from './random-numbers.test.support.ts'
import { readCsv } from './read-csv.ts'
import { ScriptScanner } from './script-scanner.ts'
import { wasmScanner } from './wasm-scanner.ts'

interface Sample {
  readonly vocabulary: ProviderVocabulary
  readonly conventions: CsvConventions
  readonly columns: readonly ReportColumn[]
}

const s3 = sample(s3Vocabulary, s3Dialect.csv)
const oss = sample(ossVocabulary, ossDialect.csv)

const seed = Number(process.env['PROPERTY_SEED'] ?? 20_261_122)
const lineEnds = ['\n', '\n', '\r\n', '\n\n', '\n\r\n']

describe.each([
  ['in WebAssembly', wasmScanner],
  ['in TypeScript', () => new ScriptScanner()],
])('readCsv with the scanner %s', (_, makeScanner) => {
  const scanner = makeScanner()

  async function read(
    { vocabulary, conventions, columns }: Sample,
    text: string | Uint8Array,
    { piece = 1_000_000, fields }: { piece?: number; fields?: readonly RecordField[] } = {},
  ) {
    const records: ObjectRecord[] = []
    const own: ObjectRecord[] = []
    const keys: string[] = []
    let malformed = 0
    const options = { file: 'data/a.csv.gz', columns, vocabulary, conventions, fields, scanner }
    for await (const batch of readCsv(pieces(text, piece), options)) {
      records.push(...batch)
      own.push(...batch.ownRecords())
      malformed += batch.malformedEscapes
      if (fields === undefined) {
        const key = batch.column('key')
        if (key.kind === 'text') keys.push(Buffer.from(key.bytes).toString('hex'))
      }
    }
    expect(own).toStrictEqual(records)
    return { records, malformed, keys }
  }

  it.each([1, 7, 64, 1_000_000])('reads the rows of S3 in pieces of %i bytes', async (piece) => {
    const columns = s3(
      'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, ' +
        'IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ' +
        'ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm',
    )
    const { records } = await read(columns, fixture('s3-versions.csv'), { piece })
    expect(records).toStrictEqual([
      {
        ...blankRecord(),
        bucket: 'filemanager-inventory-test',
        key: 'inventory-test/key1',
        versionId: null,
        isLatest: false,
        isDeleteMarker: false,
        size: 0,
        lastModified: Date.UTC(2024, 4, 6, 22, 38),
        etag: 'd41d8cd98f00b204e9800998ecf8427e',
        storageClass: s3Vocabulary.storageClasses[0],
        isMultipartUploaded: false,
        encryption: { encrypted: true, type: 'SSE-S3' },
        bucketKeyStatus: 'DISABLED',
      },
      {
        ...blankRecord(),
        bucket: 'filemanager-inventory-test',
        key: 'inventory-test/key2',
        versionId: 'gdN1exfZmD7m713patv8dlQ7fTNwle3v',
        isLatest: true,
        isDeleteMarker: true,
        lastModified: Date.UTC(2024, 4, 6, 22, 46, 14),
        bucketKeyStatus: 'DISABLED',
      },
    ])
  })

  it.each([1, 7, 1_000_000])('reads the rows of OSS in pieces of %i bytes', async (piece) => {
    const columns = oss('Bucket, Key, Size, StorageClass, LastModifiedDate')
    const { records } = await read(columns, fixture('oss.csv'), { piece })
    expect(records).toStrictEqual([
      {
        ...blankRecord(),
        bucket: 'source-bucket',
        key: 'dir/body.xml',
        size: 102_400,
        storageClass: ossVocabulary.storageClasses[0],
        lastModified: Date.UTC(2025, 3, 14, 7, 6),
      },
      {
        ...blankRecord(),
        bucket: 'source-bucket',
        key: 'dest.png',
        size: 312_049,
        storageClass: ossVocabulary.storageClasses[0],
        lastModified: Date.UTC(2025, 3, 14, 7, 5, 59),
      },
    ])
  })

  it('gives only the fields that are asked for, in their order', async () => {
    const columns = s3('Bucket, Key, Size, LastModifiedDate, StorageClass, ETag')
    const text = '"b","a","1","2024-05-06T22:38:00.000Z","STANDARD","e"\n'
    const fields = ['size', 'storageClass', 'owner', 'key'] as const
    const { records } = await read(columns, text, { fields })
    expect(records).toStrictEqual([
      { size: 1, storageClass: s3Vocabulary.storageClasses[0], owner: undefined, key: 'a' },
    ])
    expect(Object.keys(records[0] ?? {})).toStrictEqual([...fields])
  })

  it.each<[string, string, string[]]>([
    ['blank lines, also at the end', '\n"b","k1"\n\n\n"b","k2"\n\n\n', ['k1', 'k2']],
    ['a last row without a line end', '"b","k1"\n"b","k2"', ['k1', 'k2']],
    ['carriage returns', '"b","k1"\r\nb,k2\r\n\r\n', ['k1', 'k2']],
    ['quotes in quotes', '"b","say ""k1"", twice"\n"b",""""\n', ['say "k1", twice', '"']],
    ['commas and line ends in quotes', '"b","k,\n1"\n"b","k\r\n2"\n', ['k,\n1', 'k\r\n2']],
    ['fields with and without quotes', 'b,k1\n"b",k2\nb,"k3"\n', ['k1', 'k2', 'k3']],
    ['no row at all', '', []],
    ['nothing but blank lines', '\n\r\n\n', []],
  ])('reads %s', async (_, text, expected) => {
    for (const piece of [1, 3, 1000]) {
      const { records } = await read(s3('Bucket, Key'), text, { piece })
      expect(records.map(({ key }) => key)).toStrictEqual(expected)
    }
  })

  it('decodes keys, and keeps and counts the escapes that are none', async () => {
    const written: [string, string][] = [
      ['a%2Fb+c%2Bd', 'a/b c+d'],
      ['%E6%96%87%e6%a1%a3', '文档'],
      ['%F0%9F%98%80', '😀'],
      ['%22%2C%0A', '",\n'],
      ['100%', '100%'],
      ['%zz%4', '%zz%4'],
      ['%2525', '%25'],
      ['%00..%2F..', '\0../..'],
      [`${'x'.repeat(1021)}%41%4`, `${'x'.repeat(1021)}A%4`],
      ['null', 'null'],
      ['文档', '文档'],
    ]
    const text = written.map(([key]) => `"b","${key}"\n`).join('')
    const { records, malformed } = await read(s3('Bucket, Key'), text)
    expect(records.map(({ key }) => key)).toStrictEqual(written.map(([, key]) => key))
    expect(malformed).toBe(4)
  })

  it('leaves keys alone that are not encoded', async () => {
    const raw = {
      ...s3('Bucket, Key'),
      conventions: { ...s3Dialect.csv, keyEncoding: 'raw' } as const,
    }
    const { records } = await read(raw, '"b","a+b%2F""c"""\n')
    expect(records.map(({ key }) => key)).toStrictEqual(['a+b%2F"c"'])
  })

  it('keeps the bytes of keys of invalid UTF-8', async () => {
    const { keys } = await read(
      s3('Bucket, Key'),
      '"b","a%FF"\n"b","a%FE"\n"b","%E6%96"\n"b","%87"\n',
    )
    expect(keys).toStrictEqual(['61ff61fee69687'])
    const { records } = await read(s3('Bucket, Key'), '"b","%E6%96"\n"b","%87"\n')
    expect(records.map(({ key }) => key)).toStrictEqual(['\uFFFD', '\uFFFD'])
  })

  it('reads every way to write an instant', async () => {
    const written: [string, number | undefined][] = [
      ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
      ['2024-02-29T23:59:59.007Z', Date.UTC(2024, 1, 29, 23, 59, 59, 7)],
      ['2025-04-14T07-06-00Z', Date.UTC(2025, 3, 14, 7, 6)],
      ['2025-04-14T07-06-00.120Z', Date.UTC(2025, 3, 14, 7, 6, 0, 120)],
      ['2025-04-14T07:06:00.5Z', Date.UTC(2025, 3, 14, 7, 6, 0, 500)],
      ['2025-04-14T07:06:00+08:00', Date.UTC(2025, 3, 13, 23, 6)],
      ['1642994594', 1_642_994_594_000],
      ['0', 0],
      ['1969-12-31T23:59:59.999Z', -1],
      ['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
      ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
      ['253402300799', 253_402_300_799_000],
      ['null', undefined],
      ['', undefined],
    ]
    const text = written.map(([instant]) => `b,k,"${instant}","${instant}"\n`).join('')
    // One is decoded as a column of instants, the other as one of few values.
    const columns = oss('Bucket, Key, LastAccessTimestamp, LastModifiedDate')
    const { records } = await read(columns, text)
    expect(records.map(({ lastAccessedAt }) => lastAccessedAt)).toStrictEqual(
      written.map(([, time]) => time),
    )
    const few = await read(
      s3('Bucket, Key, LifecycleExpirationDate, ObjectLockRetainUntilDate'),
      text.replaceAll('null', ''),
    )
    expect(few.records.map(({ lifecycleExpiration }) => lifecycleExpiration)).toStrictEqual(
      written.map(([, time]) => time),
    )
  })

  it('makes neutral values of what OSS writes', async () => {
    const columns = oss(
      'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, ETag, StorageClass, IsMultipartUploaded, EncryptionStatus, ' +
        'ObjectAcl, TaggingCount, ObjectType, CRC64, LastAccessDate, TransistionTime',
    )
    const text =
      'b,k,"","True","FALSE","""5B3C1A2E053D763E1B002CC607C5A0FE""","coldarchive","false","true","default","3","Normal","18446744073709551615","null","2025-04-14T07-06-00Z"\n' +
      'b,k,"null","true","false","","Frozen","","False","","","","","2025-04-14",""\n'
    const { records } = await read(columns, text)
    expect(records).toStrictEqual([
      {
        ...blankRecord(),
        bucket: 'b',
        key: 'k',
        versionId: null,
        isLatest: true,
        isDeleteMarker: false,
        etag: '5B3C1A2E053D763E1B002CC607C5A0FE',
        storageClass: ossVocabulary.storageClasses[3],
        isMultipartUploaded: false,
        encryption: { encrypted: true, type: undefined },
        acl: 'default',
        tagCount: 3,
        objectType: 'Normal',
        checksum: { algorithm: 'crc64', value: '18446744073709551615' },
        storageClassChangedAt: Date.UTC(2025, 3, 14, 7, 6),
      },
      {
        ...blankRecord(),
        bucket: 'b',
        key: 'k',
        versionId: null,
        isLatest: true,
        isDeleteMarker: false,
        storageClass: {
          name: 'alibaba-oss:Frozen',
          native: 'Frozen',
          tier: 'unknown',
          redundancy: 'unknown',
          access: 'unknown',
        },
        encryption: { encrypted: false, type: undefined },
        lastAccessedOn: '2025-04-14',
      },
    ])
  })

  it('takes S3 at its word whatever the case', async () => {
    const columns = s3('Bucket, Key, StorageClass, EncryptionStatus')
    const { records } = await read(
      columns,
      '"b","k","glacier_ir","not-sse"\n"b","k","GLACIER_IR","DSSE-KMS"\n',
    )
    expect(records.map(({ storageClass }) => storageClass?.name)).toStrictEqual([
      'archive-instant',
      'archive-instant',
    ])
    expect(records.map(({ encryption }) => encryption)).toStrictEqual([
      { encrypted: false, type: undefined },
      { encrypted: true, type: 'DSSE-KMS' },
    ])
  })

  it('keeps columns that it does not know by their names', async () => {
    const columns = s3('Bucket, New, Key, StorageClass, Other, __proto__')
    const { records } = await read(
      columns,
      '"b","1","k1","STANDARD","2","3"\n"b","","k2","STANDARD","",""\n',
    )
    expect(records.map(({ native }) => native && Object.entries(native))).toStrictEqual([
      [
        ['New', '1'],
        ['Other', '2'],
        ['__proto__', '3'],
      ],
      undefined,
    ])
  })

  it(`reads what any writer of CSV may write (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    const raw = {
      ...s3('Key, One, Two, Size, Three'),
      conventions: { ...s3Dialect.csv, keyEncoding: 'raw' } as const,
    }
    for (let run = 0; run < 40; run++) {
      const expected = Array.from({ length: random(30) }, () => {
        const native = { One: anyText(random), Two: anyText(random), Three: anyText(random) }
        return { ...blankRecord(), key: `k${anyText(random)}`, size: random(1e9), native }
      })
      const text = expected.map(({ key, size, native }) => {
        const fields = [key, native.One, native.Two, `${size}`, native.Three]
        return (
          fields.map((field) => written(field, random)).join(',') + (lineEnds[random(5)] ?? '\n')
        )
      })
      const { records } = await read(raw, text.join(''), { piece: 1 + random(300) })
      const seen = expected.map(({ native, ...record }) => {
        const entries = Object.entries(native).filter(([, value]) => value !== '')
        return { ...record, native: entries.length === 0 ? undefined : Object.fromEntries(entries) }
      })
      expect(records).toStrictEqual(seen)
    }
  })

  it('reads columns of which it turns out late that they have many values', async () => {
    const columns = s3(
      'Bucket, Key, StorageClass, New, LifecycleExpirationDate, ObjectAccessControlList, ObjectOwner, Other',
    )
    const rows = Array.from({ length: 9000 }, (_, row) => row)
    const many = (row: number, few: number): number => (row < 3000 ? row % 3 : row % few)
    const expected = rows.map((row) => ({
      ...blankRecord(),
      bucket: 'b',
      key: `k${row}`,
      storageClass: s3Vocabulary.storageClasses[row % 2],
      native: { New: `n${many(row, 4001)}`, Other: `o${many(row, 17)}` },
      lifecycleExpiration: Date.UTC(2026, 0, 1) + many(row, 3001) * 60_000,
      acl: `a${'x'.repeat(many(row, 900))}`,
      owner: `o${many(row, 19)}`,
    }))
    const text = expected.map((record) => {
      const { key, storageClass, native, lifecycleExpiration, acl, owner } = record
      return `"b","${key}","${storageClass?.native}","${native.New}","${new Date(lifecycleExpiration).toISOString()}","${acl}","${owner}","${native.Other}"\n`
    })
    const { records } = await read(columns, text.join(''))
    expect(records).toStrictEqual(expected)
  })

  it.each<[string, string, number, number, RegExp]>([
    ['a size that is no number', 'b,k,1,,\nb,k,-1,,\n', 2, 8, /row 2 at byte 8: "-1" is no Size/],
    ['a size beyond 2^53', 'b,k,9007199254740991,,\nb,k,9007199254740992,,\n', 2, 23, /no Size/],
    ['a size of many digits', `b,k,${'9'.repeat(40)},,\n`, 1, 0, /no Size/],
    ['a time that is none', 'b,k,,2024-02-30T00:00:00.000Z,\n', 1, 0, /no LastModifiedDate/],
    ['a time out of range', 'b,k,,253402300800,\n', 1, 0, /no LastModifiedDate/],
    ['a truth that is none', '\n"b","k","1","","yes"\n', 1, 1, /"yes" is no IsMultipartUploaded/],
    ['too few columns', 'b,k,1,,\nb,k\n', 2, 8, /has 2 columns instead of 5/],
    ['too many columns', 'b,k,1,,\nb,k,,,,\n', 2, 8, /more than 5 columns/],
    ['a quote that is not closed', 'b,k,1,,\nb,"k,1,,\n', 2, 8, /not closed/],
    ['a quote within a field', 'b,k"k",1,,\n', 1, 0, /quote where none/],
    ['text behind a quote', 'b,"k"k,1,,\n', 1, 0, /quote where none/],
    [
      'a field of absurd length',
      `b,k,1,,\nb,${'k'.repeat(600_000)}`,
      2,
      8,
      /longer than 262143 bytes/,
    ],
    ['the same in quotes', `b,k,1,,\nb,"${'k'.repeat(600_000)}"`, 2, 8, /longer than/],
  ])('refuses %s', async (_, text, row, byte, message) => {
    const columns = s3('Bucket, Key, Size, LastModifiedDate, IsMultipartUploaded')
    await expect(read(columns, text)).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: 'data/a.csv.gz', row, byte },
      message: expect.stringMatching(message),
    })
  })

  it('tells the row of a file of many blocks', async () => {
    const good = '"b","key","1","2024-05-06T22:38:00.000Z","false"\n'
    const columns = s3('Bucket, Key, Size, LastModifiedDate, IsMultipartUploaded')
    const text = good.repeat(20_000) + good.replace('"1"', '"x"')
    await expect(read(columns, text, { piece: 100_000 })).rejects.toMatchObject({
      position: { row: 20_001, byte: good.length * 20_000 },
    })
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const options = { file: 'a', ...s3('Bucket, Key'), signal, scanner }
    const reading = readCsv(pieces('"b","k"\n', 10), options).next()
    await expect(reading).rejects.toThrow('enough')
  })
})

function sample(vocabulary: ProviderVocabulary, conventions: CsvConventions) {
  return (schema: string): Sample => ({
    vocabulary,
    conventions,
    columns: schema.split(', ').map((name) => {
      const field = neutralField(vocabulary.fields, vocabulary.provider, name)
      return { name, field: isNativeWord(field) ? 'native' : field }
    }),
  })
}

async function* pieces(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/csv/${name}`, import.meta.url))
}

/** Of what matters to CSV. */
function anyText(random: Random): string {
  return Array.from({ length: random(4) }, () => ['a', '"', ',', '\n', '\r', 'é'][random(6)]).join(
    '',
  )
}

/** Quoted where it must be, and sometimes where it need not. */
function written(field: string, random: Random): string {
  const plain = !/[",\n\r]/.test(field) && random(2) === 0
  return plain ? field : `"${field.replaceAll('"', '""')}"`
}
