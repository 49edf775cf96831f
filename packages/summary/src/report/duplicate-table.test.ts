import { describe, expect, it } from 'vitest'

import { reportOf } from '../written-report.test.support.ts'
import { summarizeReport } from './summarize-report.ts'

const md5 = (digit: string) => digit.repeat(32)

describe('duplicates', () => {
  it('are proven by an MD5 and the size, and likely by the ETag of parts', async () => {
    const report = await reportOf([
      { Key: 'a', Size: 100, ETag: md5('a') },
      { Key: 'b', Size: 100, ETag: md5('A') },
      { Key: 'c', Size: 101, ETag: md5('a') },
      { Key: 'd', Size: 50, ETag: `${md5('b')}-2` },
      { Key: 'e', Size: 50, ETag: `${md5('b')}-2` },
      { Key: 'f', Size: 50, ETag: `${md5('b')}-3` },
      { Key: 'g', Size: 50, ETag: 'whatever' },
      { Key: 'h', Size: 0, ETag: md5('d') },
      { Key: 'i', Size: 0, ETag: md5('d') },
    ])
    const { duplicates } = await summarizeReport(report)
    expect(duplicates).toStrictEqual({
      from: 1,
      proven: { groups: 1, objects: 2, surplus: 100 },
      likely: { groups: 1, objects: 2, surplus: 50 },
      incomparable: { objects: 1, bytes: 50 },
      largest: [
        { evidence: 'proven', etag: md5('a'), size: 100, objects: 2, surplus: 100 },
        { evidence: 'likely', etag: `${md5('b')}-2`, size: 50, objects: 2, surplus: 50 },
      ],
    })
  })

  it('are never found by the ETag of what is encrypted with a key', async () => {
    const row = { Size: 9, ETag: md5('a'), EncryptionStatus: 'SSE-KMS' }
    const report = await reportOf([
      { ...row, Key: 'a' },
      { ...row, Key: 'b' },
    ])
    expect((await summarizeReport(report)).duplicates).toMatchObject({
      proven: { groups: 0 },
      likely: { groups: 0 },
      incomparable: { objects: 2, bytes: 18 },
    })
  })

  it('are only likely where 32 digits are of an upload in parts', async () => {
    const row = { Size: 9, ETag: md5('a'), IsMultipartUploaded: true }
    const report = await reportOf([
      { ...row, Key: 'a' },
      { ...row, Key: 'b' },
    ])
    expect((await summarizeReport(report)).duplicates).toMatchObject({
      proven: { groups: 0 },
      likely: { groups: 1, objects: 2, surplus: 9 },
    })
  })

  it('are found by the checksum on OSS, however the objects were written', async () => {
    const report = await reportOf(
      [
        {
          Key: 'a',
          Size: 9,
          ETag: md5('A'),
          Crc64: '18446744073709551615',
          IsMultipartUploaded: false,
        },
        {
          Key: 'b',
          Size: 9,
          ETag: `${md5('B')}-4`,
          Crc64: '18446744073709551615',
          IsMultipartUploaded: true,
        },
        {
          Key: 'c',
          Size: 9,
          ETag: md5('C'),
          Crc64: '8446744073709551615',
          IsMultipartUploaded: false,
        },
        { Key: 'd', Size: 7, ETag: md5('C'), Crc64: 'null', IsMultipartUploaded: false },
      ],
      { provider: 'alibaba-oss' },
    )
    expect((await summarizeReport(report)).duplicates).toMatchObject({
      proven: { groups: 1, objects: 2, surplus: 9 },
      largest: [{ evidence: 'proven', checksum: '18446744073709551615', size: 9, objects: 2 }],
    })
  })

  it('are not looked for when told so, or without evidence or sizes', async () => {
    const rows = [{ Key: 'a', Size: 1, ETag: md5('a') }]
    const complete = await reportOf(rows)
    expect(await summarizeReport(complete, { duplicates: false })).not.toHaveProperty('duplicates')
    for (const columns of [
      ['Key', 'Size'],
      ['Key', 'ETag'],
    ]) {
      expect(await summarizeReport(await reportOf(rows, { columns }))).not.toHaveProperty(
        'duplicates',
      )
    }
  })

  it('are exact from a size on where memory is too little for all', async () => {
    const rows = Array.from({ length: 6000 }, (_, index) => ({
      Key: `k${index}`,
      // Each content is there twice.
      Size: 1 + Math.floor(index / 2),
      ETag: Math.floor(index / 2)
        .toString(16)
        .padStart(32, '0'),
    }))
    const report = await reportOf(rows)
    const { duplicates } = await summarizeReport(report, { memory: 2 ** 15 })
    const { from = 0, proven } = duplicates ?? {}
    expect(from).toBeGreaterThan(1)
    expect(from).toBeLessThan(3000)
    expect(proven?.groups).toBe(3000 - (from - 1))
    expect(proven?.objects).toBe(2 * (3000 - (from - 1)))
  })
})
