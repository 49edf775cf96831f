import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

import { expect, it } from 'vitest'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import { openReport } from './open-report.ts'

// Identity is in the bytes of a key: two of invalid UTF-8 that look the same as text are two.

const keys = ['61ff', '61fe', 'eda080', '61', '61ff']
const csv = ['a%FF', 'a%FE', '%ED%A0%80', 'a', 'a%ff'].map((key) => `"photos","${key}"\n`)
const fixture = (name: string) => readFile(new URL(`../../fixtures/keys/${name}`, import.meta.url))

const manifestKey = 'photos/daily/2026-11-20T01-00Z/manifest.json'
const schemas = {
  CSV: 'Bucket, Key',
  ORC: 'struct<bucket:string,key:string>',
  Parquet: 'message s3.inventory { optional binary bucket (UTF8); optional binary key (UTF8); }',
}

function open(fileFormat: keyof typeof schemas, bytes: Uint8Array) {
  const key = 'photos/daily/data/a'
  const manifest = {
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
    fileFormat,
    fileSchema: schemas[fileFormat],
    files: [{ key, size: bytes.length }],
  }
  const objects = new Map([
    [manifestKey, Buffer.from(JSON.stringify(manifest))],
    [key, bytes],
  ])
  return openReport({ store: memoryReportStore(objects), manifestKey }, { verify: false })
}

it.each([
  ['CSV', async () => gzipSync(csv.join(''))],
  ['ORC', () => fixture('invalid-utf-8.direct.orc')],
  ['ORC', () => fixture('invalid-utf-8.dictionary.orc')],
  ['Parquet', () => fixture('invalid-utf-8.direct.parquet')],
  ['Parquet', () => fixture('invalid-utf-8.dictionary.parquet')],
] as const)('keys of invalid UTF-8 stay what they are in %s', async (format, bytes) => {
  const report = await open(format, await bytes())
  const read: string[] = []
  for await (const batch of report.batches()) {
    const column = batch.column('key')
    if (column.kind !== 'text') throw new Error('keys are no texts')
    let start = 0
    for (const end of column.ends) {
      read.push(Buffer.from(column.bytes.subarray(start, end)).toString('hex'))
      start = end
    }
    expect([...batch].map(({ key }) => key)).toStrictEqual(
      keys.map((key) => Buffer.from(key, 'hex').toString()),
    )
  }
  expect(read).toStrictEqual(keys)
  for (const [prefix, rows] of Object.entries({ a: 4, 'a\uFFFD': 3, '\uFFFD': 1, b: 0 })) {
    let kept = 0
    for await (const { length } of report.batches({ where: { prefix } })) kept += length
    expect(kept, prefix).toBe(rows)
  }
})
