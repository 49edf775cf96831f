import { gzipSync } from 'node:zlib'

import { isInventoryError } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ChecksumRecord } from '../checksum-record.ts'
import type { FailedChecksum } from './checksum-form.ts'
import { readChecksums } from './read-checksums.ts'
import type { ReadChecksumsOptions } from './read-checksums.ts'

describe('readChecksums', () => {
  it('reads key, algorithm, value and version id in this order where there is no header', async () => {
    expect(
      await recordsOf('a/b.jpg,MD5,0cc175b9c0f1b6a831c399e269772661\nc,SHA256,YWJj,\n'),
    ).toStrictEqual({ invalid: '"sums.csv" line 2 has 4 columns instead of 3' })
    expect(await recordsOf('a,SUM,x,3/L4\nb,SUM,y,null\nc,SUM,z,\n')).toStrictEqual([
      { key: 'a', algorithm: 'SUM', value: 'x', versionId: '3/L4' },
      { key: 'b', algorithm: 'SUM', value: 'y', versionId: null },
      { key: 'c', algorithm: 'SUM', value: 'z' },
    ])
  })

  it('takes the order of the columns from a header, and leaves other columns out', async () => {
    const written = '\uFEFFValue,owner,VersionId,KEY, Algorithm \r\n1,me,,a,CRC64NVME\r\n\r\n'
    expect(await recordsOf(written)).toStrictEqual([
      { key: 'a', algorithm: 'CRC64NVME', value: '1' },
    ])
  })

  it('reads keys with quotes, commas, line breaks, and bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('"a ""b"", c\r\nd",SUM,1\n../é+%20 中,SUM,2\n'),
      Buffer.from([0x61, 0xff]),
      Buffer.from(',SUM,3'),
    ])
    expect(await recordsOf(bytes)).toStrictEqual([
      { key: 'a "b", c\r\nd', algorithm: 'SUM', value: '1' },
      { key: '../é+%20 中', algorithm: 'SUM', value: '2' },
      { key: new Uint8Array([0x61, 0xff]), algorithm: 'SUM', value: '3' },
    ])
  })

  it.each([
    ['rVWtNbadtsaKXJAcgWPWjifHzJaXde/iV4jaJAOdivc=-3', true],
    ['0cc175b9c0f1b6a831c399e269772661-12', true],
    ['rVWtNbadtsaKXJAcgWPWjifHzJaXde/iV4jaJAOdivc=', false],
    ['-6', false],
  ])('tells that %s is of parts: %s', async (value, composite) => {
    expect(await recordsOf(`a,SUM,${value}`)).toStrictEqual([
      { key: 'a', algorithm: 'SUM', value, ...(composite ? { composite } : {}) },
    ])
  })

  it.each([
    ['MD5', '-'],
    ['MD5', 'null'],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427'],
    ['MD5', '42'],
    ['SHA256', 'YWJj'],
    ['CRC32', 'N/A'],
    ['CRC64', 'none'],
    ['FNV', 'n/a'],
    ['FNV', '--'],
  ])('refuses as a checksum by %s what is none: %s', async (algorithm, value) => {
    expect(await recordsOf(`a,${algorithm},${value}`)).toStrictEqual({
      invalid: `"sums.csv" line 1 has "${value}", which is no value of ${algorithm}: leave out rows without a checksum`,
    })
  })

  it.each([
    ['MD5', '0CC175B9C0F1B6A831C399E269772661'],
    ['MD5', 'DMF1ucDxtqgxw5niaXcmYQ=='],
    ['MD5', 'DMF1ucDxtqgxw5niaXcmYQ'],
    ['CRC32', '1831678777'],
    ['CRC32C', '0x6D2F5339'],
    ['CRC-64/XZ', '11051210869376104954'],
    ['CRC64NVME', 'AAAAAAAAAAA='],
    ['FNV', 'anything'],
  ])('takes as a checksum by %s: %s', async (algorithm, value) => {
    expect(await recordsOf(`a,${algorithm},${value}`)).toStrictEqual([
      { key: 'a', algorithm, value },
    ])
  })

  it('reads what S3 Batch Operations computed', async () => {
    expect(await recordsOf(succeeded)).toStrictEqual([
      { key: 's3-standard-1mb-test-object', algorithm: 'CRC32', value: 'bS9TOQ==' },
      { key: 'a b+c', versionId: null, algorithm: 'SHA256', value: 'Yg==', composite: true },
      { key: new Uint8Array([0xff]), versionId: 'v1', algorithm: 'MD5', value: '6D2F' },
    ])
  })

  it('tells of the tasks that failed, though not all quotes of their messages are doubled', async () => {
    const failed: FailedChecksum[] = []
    const report = readChecksums([fileOf(failedTasks), fileOf(succeeded)], {
      onFailed: (each) => failed.push(each),
    })
    expect(await collected(report)).toHaveLength(3)
    expect(report.failed).toBe(3)
    expect(failed).toStrictEqual([
      {
        key: 'image_14975',
        message:
          '"error details: {""failureMessage"":"Task 2845ca0d SSE-C encryption type is not supported for this operation", ""errorCode"": "400"}"',
        file: 'sums.csv',
        line: 1,
      },
      {
        key: 'image_14975',
        message:
          '"error details: {""failureMessage"":"Task 2845ca0d Internal server error, please retry", ""errorCode"": "500"}"',
        file: 'sums.csv',
        line: 2,
      },
      {
        key: 'image 15897',
        versionId: 'v2',
        message: 'Lambda returned function error: {"errorMessage":"timed out"}',
        file: 'sums.csv',
        line: 3,
      },
    ])
    expect(await collected(report)).toHaveLength(3)
    expect(report.failed).toBe(3)
  })

  it('skips the header of a completion report', async () => {
    const header = 'Bucket,Key,VersionId,TaskStatus,ErrorCode,HTTPStatusCode,ResultMessage\n'
    expect(await recordsOf(header + succeeded)).toHaveLength(3)
  })

  it('refuses rows of another bucket than the one asked for', async () => {
    expect(await recordsOf(succeeded, { bucket: 'amzn-s3-demo-bucket1' })).toHaveLength(3)
    expect(await recordsOf(succeeded, { bucket: 'photos' })).toStrictEqual({
      invalid: '"sums.csv" line 1 is of bucket "amzn-s3-demo-bucket1" instead of "photos"',
    })
    expect(await recordsOf('a,SUM,1\n', { bucket: 'photos' })).toHaveLength(1)
  })

  it.each<[string, string | Buffer, string]>([
    ['a quote within a field', 'a,SUM,1\nb"c,SUM,2\n', 'line 2 has a quote where none may be'],
    ['text behind a quoted field', '"a\n"b,SUM,2\n', 'line 1 has a quote where none may be'],
    [
      'a quote that is not closed',
      'a,SUM,1\n"b,SUM,2\n',
      'line 2 begins a quoted field that does not end',
    ],
    ['too few columns', 'a,MD5\n', 'line 1 has 2 columns instead of 3'],
    ['an empty key', 'a,SUM,1\n\n,SUM,2\n', 'line 3 has no key'],
    ['an empty algorithm', '"a\nb",SUM,1\nb,,2\n', 'line 3 has no algorithm'],
    ['an empty value', 'b,SUM,\n', 'line 1 has no value'],
    ['a header that lacks a column', 'key,algorithm,sum\n', 'line 1 names no column "value"'],
    [
      'a header with a column twice',
      'key,value,algorithm,Key\n',
      'line 1 names the column "key" twice',
    ],
    ['an endless field', `"${'a'.repeat(131_072)}`, 'line 1 begins a row beyond 131072 bytes'],
    [
      'an endless row',
      `a,SUM,1\n${'a'.repeat(131_072)},SUM,1\n`,
      'line 2 begins a row beyond 131072 bytes',
    ],
    [
      'an escape that is none',
      'b,%zz,,succeeded,200,,"{}"\n',
      'line 1 has a key with an escape that is none',
    ],
    [
      'an escape that is cut',
      'b,a%2,,failed,200,,no\n',
      'line 1 has a key with an escape that is none',
    ],
    ['a task without a key', 'b,,,failed,200,,no\n', 'line 1 has no key'],
    [
      'the result of another job',
      'b,a,,succeeded,200,,"{u\'ETag\': 1}"\n',
      'line 1 has a result that is none of computing a checksum',
    ],
    [
      'a result of an unknown kind',
      resultOf({ checksumType: 'HALF' }),
      'line 1 has a result that is none of computing a checksum',
    ],
    ['a result without a checksum', resultOf({}), 'line 1 has a result without a checksum'],
    [
      'a task that is neither',
      `${resultOf({ checksum_hex: '1' })}b,a,,running,,,\n`,
      'line 2 has the status "running", which is neither of succeeded, failed',
    ],
    [
      'a task of six columns',
      `${resultOf({ checksum_hex: '1' })}b,a,,failed,,\n`,
      'line 2 has 6 columns instead of 7',
    ],
  ])('refuses %s, and says where it is', async (_, written, problem) => {
    expect(await recordsOf(written)).toStrictEqual({ invalid: `"sums.csv" ${problem}` })
  })

  it('refuses what does not decompress', async () => {
    const whole = gzipSync(succeeded)
    expect(await recordsOf(whole.subarray(0, -9))).toStrictEqual({
      invalid: '"sums.csv" does not decompress: unexpected end of file',
    })
    whole[15] = 0xff
    expect(await recordsOf(whole)).toMatchObject({
      invalid: expect.stringMatching(/^"sums.csv" does not decompress: /),
    })
  })

  it('reads the same wherever the file is cut into chunks, compressed or not', async () => {
    const whole = Buffer.from(`\uFEFF${failedTasks}\r\n${succeeded.replaceAll('\n', '\r\n')}`)
    const expected = await recordsOf(whole)
    expect(expected).toHaveLength(3)
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 90 })),
        async (zip, sizes) => {
          const chunks = cut(zip ? gzipSync(whole) : whole, sizes)
          expect(await recordsOf(chunks)).toStrictEqual(expected)
        },
      ),
    )
    expect(await recordsOf(cut(whole, Array(whole.length).fill(1)))).toStrictEqual(expected)
    expect(
      await recordsOf(Buffer.concat([gzipSync(whole.subarray(0, 9)), gzipSync(whole.subarray(9))])),
    ).toStrictEqual(expected)
  })

  it('reads nothing from empty files', async () => {
    expect(await recordsOf('')).toStrictEqual([])
    expect(await recordsOf('\uFEFF\n\n')).toStrictEqual([])
  })

  it('closes the file when the reader leaves, and passes on what goes wrong there', async () => {
    for (const chunk of [Buffer.from('a,SUM,1\nb,SUM,2\n'), gzipSync('a,SUM,1\nb,SUM,2\n')]) {
      let closed = 0
      const open = async function* (problem?: Error) {
        try {
          yield chunk
          if (problem !== undefined) throw problem
        } finally {
          closed++
        }
      }
      for await (const { key } of readChecksums([{ name: 'sums.csv', open }])) {
        expect(key).toBe('a')
        break
      }
      expect(closed).toBe(1)
      const gone = new TypeError('the disk is gone')
      const broken = readChecksums([{ name: 'sums.csv', open: () => open(gone) }])
      await expect(collected(broken)).rejects.toBe(gone)
      expect(closed).toBe(2)
    }
  })

  it('rejects with the reason of an aborted signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(recordsOf('a,SUM,1\n', { signal })).rejects.toThrow('enough')
  })
})

// The samples of https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-reports.html, and more like them.
const succeeded = [
  String.raw`amzn-s3-demo-bucket1,s3-standard-1mb-test-object,,succeeded,200,,"{""checksum_base64"":""bS9TOQ\u003d\u003d"",""etag"":""3c3c1813042989094598e4b57ecbdc82"",""checksumAlgorithm"":""CRC32"",""checksumType"":""FULL_OBJECT"",""checksum_hex"":""6D2F5339""}"`,
  'amzn-s3-demo-bucket1,a+b%2Bc,null,succeeded,,200,"{""checksum_base64"":""Yg=="",""checksumAlgorithm"":""SHA256"",""checksumType"":""COMPOSITE""}"',
  'amzn-s3-demo-bucket1,%FF,v1,succeeded,,200,"{""checksum_hex"":""6D2F"",""checksumAlgorithm"":""MD5"",""checksumType"":""FULL_OBJECT""}"',
  '',
].join('\n')

const failedTasks = [
  'amzn-s3-demo-bucket1,image_14975,,failed,200,PermanentFailure,"error details: {""failureMessage"":"Task 2845ca0d SSE-C encryption type is not supported for this operation", ""errorCode"": "400"}"',
  'amzn-s3-demo-bucket1,image_14975,,failed,200,PermanentFailure,"error details: {""failureMessage"":"Task 2845ca0d Internal server error, please retry", ""errorCode"": "500"}"',
  'amzn-s3-demo-bucket1,image%2015897,v2,failed,200,PermanentFailure,"Lambda returned function error: {""errorMessage"":""timed out""}"',
].join('\n')

function resultOf(result: Readonly<Record<string, string>>): string {
  const whole = { checksumAlgorithm: 'MD5', checksumType: 'FULL_OBJECT', ...result }
  return `b,a,,succeeded,200,,"${JSON.stringify(whole).replaceAll('"', '""')}"\n`
}

type Written = string | Uint8Array | readonly Uint8Array[]

function fileOf(written: Written) {
  const chunks = typeof written === 'string' ? [Buffer.from(written)] : [written].flat()
  return {
    name: 'sums.csv',
    open: async function* () {
      yield* chunks
    },
  }
}

async function recordsOf(
  written: Written,
  options: ReadChecksumsOptions = {},
): Promise<readonly ChecksumRecord[] | { readonly invalid: string }> {
  try {
    return await collected(readChecksums([fileOf(written)], options))
  } catch (error) {
    if (!isInventoryError(error, 'invalid-input')) throw error
    expect(error.position).toMatchObject({ file: 'sums.csv' })
    return { invalid: error.message }
  }
}

async function collected(records: AsyncIterable<ChecksumRecord>): Promise<ChecksumRecord[]> {
  const all: ChecksumRecord[] = []
  for await (const record of records) all.push(record)
  return all
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  chunks.push(bytes.subarray(at))
  return chunks
}
