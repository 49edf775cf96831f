import { gzipSync } from 'node:zlib'

import type { RecordField } from '@bucket-inventory/core'
import { memoryReportStore, openReport } from '@bucket-inventory/reports'
import type { ReportReader } from '@bucket-inventory/reports'
import { describe, expect, it } from 'vitest'

import { csvHead, csvLayout } from './csv-layout.ts'
import { jsonLayout } from './json-layout.ts'
import { RowTexts } from './row-texts.ts'

/** A report of these lines, as S3 delivers it. */
function reportOf(schema: string, lines: readonly string[]): Promise<ReportReader> {
  const data = gzipSync(lines.map((line) => `${line}\n`).join(''))
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: '1763600400000',
    fileFormat: 'CSV',
    fileSchema: schema,
    files: [{ key: 'data/a.csv.gz', size: data.length, MD5checksum: undefined }],
  })
  const objects = new Map([
    ['day/manifest.json', Buffer.from(manifest)],
    ['data/a.csv.gz', data],
  ])
  const reference = { store: memoryReportStore(objects), manifestKey: 'day/manifest.json' }
  return openReport(reference, { verify: false })
}

async function written(
  report: ReportReader,
  format: 'json' | 'csv',
  fields: readonly RecordField[] = report.fields,
): Promise<string> {
  const texts = new RowTexts(fields, format === 'csv' ? csvLayout(fields) : jsonLayout())
  let text = format === 'csv' ? csvHead(fields) : ''
  for await (const batch of report.batches({ fields })) text += texts.of(batch)
  return text
}

describe('a report with all kinds of values', async () => {
  const report = await reportOf(
    'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, StorageClass, EncryptionStatus, NewThing',
    [
      '"photos","a%22b%5C%0A%00","","true","false","5","2026-11-20T01:00:00.000Z","STANDARD","SSE-KMS","x,y"',
      '"photos","%E6%BC%A2%F0%9F%98%80","v1","false","true","","2026-11-20T01:00:00.250Z","","",""',
      '"photos","plain, with comma","v2","true","false","9007199254740991","1969-12-31T23:59:59.000Z","FSX_ONTAP","NOT-SSE",""',
    ],
  )

  it('is lines of JSON', async () => {
    expect(await written(report, 'json')).toBe(
      [
        String.raw`{"bucket":"photos","key":"a\"b\\\n\u0000","versionId":null,"isLatest":true,"isDeleteMarker":false,"size":5,"lastModified":"2026-11-20T01:00:00Z","storageClass":"standard","encryption":{"encrypted":true,"type":"SSE-KMS"},"native":{"NewThing":"x,y"}}`,
        '{"bucket":"photos","key":"漢😀","versionId":"v1","isLatest":false,"isDeleteMarker":true,"lastModified":"2026-11-20T01:00:00.250Z"}',
        '{"bucket":"photos","key":"plain, with comma","versionId":"v2","isLatest":true,"isDeleteMarker":false,"size":9007199254740991,"lastModified":"1969-12-31T23:59:59Z","storageClass":"aws-s3:FSX_ONTAP","encryption":{"encrypted":false}}',
        '',
      ].join('\n'),
    )
  })

  it('is CSV', async () => {
    expect(await written(report, 'csv')).toBe(
      [
        'bucket,key,versionId,isLatest,isDeleteMarker,size,lastModified,storageClass,encryption.encrypted,encryption.type,native',
        'photos,"a""b\\\n\0",null,true,false,5,2026-11-20T01:00:00Z,standard,true,SSE-KMS,"{""NewThing"":""x,y""}"',
        'photos,漢😀,v1,false,true,,2026-11-20T01:00:00.250Z,,,,',
        'photos,"plain, with comma",v2,true,false,9007199254740991,1969-12-31T23:59:59Z,aws-s3:FSX_ONTAP,false,,',
        '',
      ].join('\n'),
    )
  })

  it('is the fields that are asked for, in that order, also those that it lacks', async () => {
    const fields = ['size', 'owner', 'storageClass', 'key', 'encryption'] as const
    expect(await written(report, 'csv', fields)).toBe(
      [
        'size,owner,storageClass,key,encryption.encrypted,encryption.type',
        '5,,standard,"a""b\\\n\0",true,SSE-KMS',
        ',,,漢😀,,',
        '9007199254740991,,aws-s3:FSX_ONTAP,"plain, with comma",false,',
        '',
      ].join('\n'),
    )
    expect(await written(report, 'json', ['owner', 'size'])).toBe(
      '{"size":5}\n{}\n{"size":9007199254740991}\n',
    )
    expect(await written(report, 'csv', ['storageClass'])).toBe(
      'storageClass\nstandard\n""\naws-s3:FSX_ONTAP\n',
    )
  })
})

it('writes what records say, however many values a column has and whatever their order', async () => {
  const classes = ['STANDARD', 'GLACIER', '', 'DEEP_ARCHIVE', 'OTHER']
  const lines = Array.from({ length: 30_000 }, (_, row) => {
    const varied = row % 7 === 0 ? '' : `status-${row % (row < 20_000 ? 5 : 20_000)}`
    return `"photos","k${row}","${row % 3 === 0 ? '' : row}","${classes[row % 5]}","${varied}"`
  })
  const report = await reportOf('Bucket, Key, Size, StorageClass, ReplicationStatus', lines)
  const expected: string[] = []
  for await (const { bucket, key, size, storageClass, replicationStatus } of report.records()) {
    const { name } = storageClass ?? {}
    expected.push(JSON.stringify({ bucket, key, size, storageClass: name, replicationStatus }))
  }
  expect(expected).toHaveLength(30_000)
  expect((await written(report, 'json')).split('\n').slice(0, -1)).toStrictEqual(expected)
})
