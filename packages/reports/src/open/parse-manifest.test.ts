import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { knownDialects } from '../dialects/known-dialects.ts'
import { parseManifest } from './parse-manifest.ts'

const place = 'inv/photos/daily/2026-11-20T01-00Z/manifest.json'

async function fixture(name: string): Promise<string> {
  return readFile(new URL(`../../fixtures/manifests/${name}.json`, import.meta.url), 'utf8')
}

function parse(manifest: unknown) {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return parseManifest(text, knownDialects(), place)
}

const fieldsOfS3 = [
  'bucket',
  'key',
  'versionId',
  'isLatest',
  'isDeleteMarker',
  'size',
  'lastModified',
  'etag',
  'storageClass',
  'isMultipartUploaded',
  'replicationStatus',
  'encryption',
  'objectLockRetainUntil',
  'objectLockMode',
  'objectLockLegalHold',
  'intelligentTieringTier',
  'bucketKeyStatus',
  'checksumAlgorithm',
  'acl',
  'owner',
] as const

describe('manifests of the documentation', () => {
  it('of S3 in CSV', async () => {
    const { columns, ...rest } = parse(await fixture('s3-csv'))
    expect(rest).toStrictEqual({
      dialect: 'aws-s3',
      kind: 'full',
      sourceBucket: 'example-source-bucket',
      destinationBucket: 'example-inventory-destination-bucket',
      time: Date.parse('2018-01-03T02:00:00Z'),
      format: 'csv',
      files: [
        {
          key: 'Inventory/example-source-bucket/2016-11-06T21-32Z/files/939c6d46-85a9-4ba8-87bd-9db705a579ce.csv.gz',
          size: 2_147_483_647,
          md5: 'f11166069f1990abeb9c97ace9cdfabc',
          rows: 58_050_695,
        },
      ],
    })
    expect(columns.map(({ field }) => field)).toStrictEqual(fieldsOfS3)
    expect(columns[7]).toStrictEqual({ name: 'ETag', field: 'etag' })
  })

  it.each([
    ['s3-orc', 'orc'],
    ['s3-parquet-docs', 'parquet'],
    ['s3-parquet-real', 'parquet'],
  ])('of S3, %s', async (name, format) => {
    const manifest = parse(await fixture(name))
    expect(manifest.format).toBe(format)
    expect(manifest.columns.map(({ field }) => field)).toStrictEqual(fieldsOfS3)
    expect(manifest.columns[7]).toStrictEqual({ name: 'e_tag', field: 'etag' })
  })

  it('of S3 in 2016: plain bucket, old column, time as a number, MD5 in capitals', async () => {
    const manifest = parse(await fixture('s3-2016'))
    expect(manifest).toMatchObject({
      dialect: 'aws-s3',
      destinationBucket: 'example-inventory-destination-bucket',
      time: Date.parse('2016-11-06T21:32:00Z'),
      files: [{ md5: 'f11166069f1990abeb9c97ace9cdfabc', rows: 12 }],
    })
    expect(manifest.columns[6]).toStrictEqual({
      name: 'MultipartUploaded',
      field: 'isMultipartUploaded',
    })
  })

  it('of OSS', async () => {
    const manifest = parse(await fixture('oss-full'))
    expect(manifest).toMatchObject({
      dialect: 'alibaba-oss',
      kind: 'full',
      destinationBucket: 'dest-bucket-name',
      time: 1_642_994_594_000,
      format: 'csv',
      files: [{ md5: 'f77449179760c3b13f1e76110f071234', size: 2046 }],
    })
    expect(manifest.columns.at(-1)).toStrictEqual({ name: 'CRC64', field: 'checksum' })
    expect(manifest).not.toHaveProperty('until')
  })

  it('of a change log of OSS', async () => {
    const manifest = parse(await fixture('oss-incremental'))
    expect(manifest).toMatchObject({
      dialect: 'alibaba-oss',
      kind: 'incremental',
      time: 1_759_320_000_000,
      until: 1_759_320_600_000,
    })
    expect(manifest.columns[4]).toStrictEqual({ name: 'SequenceNumber', field: 'native' })
  })
})

const good = {
  sourceBucket: 'photos',
  destinationBucket: 'arn:aws:s3:::reports',
  version: '2016-11-30',
  creationTimestamp: '1715043600000',
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, Size',
  files: [{ key: 'photos/daily/data/a.csv.gz', size: 10, MD5checksum: 'f'.repeat(32) }],
}

describe('what is tolerated', () => {
  it('an empty report', () => {
    expect(parse({ ...good, files: [] }).files).toStrictEqual([])
  })

  it('a byte order mark, unknown members, a size in digits, a file without MD5 or count', () => {
    const files = [{ key: 'a', size: '10', MD5checksum: '', inventoriedRecord: null, more: 1 }]
    const text = `\uFEFF${JSON.stringify({ ...good, files, more: 1 })}`
    expect(parse(text).files).toStrictEqual([{ key: 'a', size: 10 }])
  })

  it('columns that nobody knows, any case and any space', () => {
    const { columns } = parse({ ...good, fileSchema: 'bucket,KEY ,  NewColumn, Newer' })
    expect(columns).toStrictEqual([
      { name: 'bucket', field: 'bucket' },
      { name: 'KEY', field: 'key' },
      { name: 'NewColumn', field: 'native' },
      { name: 'Newer', field: 'native' },
    ])
  })

  it('types in ORC with commas, and attributes of Parquet', () => {
    const orc = 'struct<bucket:string,key:varchar(1024),price:decimal(10,2),size:bigint>'
    expect(
      parse({ ...good, fileFormat: 'orc', fileSchema: orc }).columns.map(({ name }) => name),
    ).toStrictEqual(['bucket', 'key', 'price', 'size'])
    const parquet =
      'message m{required binary key (STRING) = 1;optional fixed_len_byte_array(16) id;}'
    expect(
      parse({ ...good, fileFormat: 'PARQUET', fileSchema: parquet }).columns.map(
        ({ name }) => name,
      ),
    ).toStrictEqual(['key', 'id'])
  })
})

describe('what is refused', () => {
  it.each<[string, unknown, string, string]>([
    ['no JSON', '{"sourceBucket"', 'corrupt-report', 'is not JSON'],
    ['nothing', '', 'corrupt-report', 'is not JSON'],
    ['a JSON list', [good], 'corrupt-report', 'is a JSON list'],
    ['null', null, 'corrupt-report', 'is the JSON of null'],
    ['a number', 7, 'corrupt-report', 'is the JSON of a number'],
    ['no files', { ...good, files: undefined }, 'corrupt-report', 'files is missing'],
    ['files that are no list', { ...good, files: {} }, 'corrupt-report', 'files is no list'],
    ['a file that is none', { ...good, files: ['a'] }, 'corrupt-report', 'files[0] is no file'],
    ['no source', { ...good, sourceBucket: '' }, 'corrupt-report', 'sourceBucket is empty'],
    ['another format', { ...good, fileFormat: 'AVRO' }, 'unsupported', '"AVRO"'],
    [
      'nobody’s version',
      { ...good, version: '1', destinationBucket: 'b' },
      'unsupported',
      'aws-s3, alibaba-oss',
    ],
    ['no time', { ...good, creationTimestamp: undefined }, 'corrupt-report', 'no time of its scan'],
    [
      'seconds',
      { ...good, creationTimestamp: '1715043600' },
      'corrupt-report',
      'no time of its scan',
    ],
    ['no key column', { ...good, fileSchema: 'Bucket, Size' }, 'corrupt-report', 'no column'],
    [
      'a column twice',
      { ...good, fileSchema: 'Key, size, Size' },
      'corrupt-report',
      'two columns for "Size"',
    ],
    [
      'an unknown column twice',
      { ...good, fileSchema: 'Key, New, NEW' },
      'corrupt-report',
      'two columns for "NEW"',
    ],
    [
      'a column without a name',
      { ...good, fileSchema: 'Key,,Size' },
      'corrupt-report',
      'fileSchema',
    ],
    [
      'a schema of another format',
      { ...good, fileFormat: 'ORC' },
      'corrupt-report',
      'none of format orc',
    ],
    [
      'a nested type',
      { ...good, fileFormat: 'ORC', fileSchema: 'struct<key:string,a:array<int>>' },
      'corrupt-report',
      'fileSchema',
    ],
    [
      'a Parquet schema that is none',
      { ...good, fileFormat: 'Parquet', fileSchema: 'message m { binary; }' },
      'corrupt-report',
      'fileSchema',
    ],
    ['a file twice', { ...good, files: [...good.files, ...good.files] }, 'corrupt-report', 'twice'],
  ])('%s', (_, manifest, code, message) => {
    expect(() => parse(manifest)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(
          new RegExp(`"${place}".*${message.replace(/[.[\]]/g, '\\$&')}`, 's'),
        ),
        position: { file: place },
      }),
    )
  })

  it.each([-1, 0.5, '1e3', '-1', 2 ** 53, '9007199254740993', null, {}])('a size of %j', (size) => {
    expect(() => parse({ ...good, files: [{ ...good.files[0], size }] })).toThrow(
      expect.objectContaining({
        code: 'corrupt-report',
        message: expect.stringContaining('files[0].size is no whole number'),
      }),
    )
  })

  it('a size that JSON rounds', () => {
    const text = JSON.stringify(good).replace('"size":10', '"size":9007199254740993')
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'corrupt-report' }))
  })

  it.each(['f'.repeat(31), 'g'.repeat(32), 'F774****', 7])('an MD5 of %j', (MD5checksum) => {
    expect(() => parse({ ...good, files: [{ ...good.files[0], MD5checksum }] })).toThrow(
      expect.objectContaining({
        code: 'corrupt-report',
        message: expect.stringContaining('files[0].MD5checksum'),
      }),
    )
  })
})
