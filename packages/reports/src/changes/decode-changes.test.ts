import { describe, expect, it } from 'vitest'

import type { ReadProgress } from '../report-reader.ts'
import { allChanges, changesOf, deliverLogs, line } from './change-log.test.delivery.ts'
import { openChanges } from './open-changes.ts'

const time = Date.parse('2026-11-20T01:10:00Z')

describe('a change', () => {
  it('of another type than the known ones is kept in the word of the provider', async () => {
    const types = ['RESTORE', 'create', '', 'null']
    const read = await changesOf(types.map((type) => line('a', time, '1', type)))
    expect(read.map(({ type }) => type)).toStrictEqual([
      'alibaba-oss:RESTORE',
      'create',
      undefined,
      undefined,
    ])
  })

  it('keeps its sequence to the digit', async () => {
    const sequences = ['18446744073709551615', '0080e737d8b4d82f776a', '']
    const read = await changesOf(sequences.map((sequence) => line('a', time, sequence)))
    expect(read.map(({ sequence }) => sequence)).toStrictEqual([
      ...sequences.slice(0, 2),
      undefined,
    ])
  })

  it.each([
    ['2024-08-25 18:08:01.024', Date.UTC(2024, 7, 25, 18, 8, 1, 24)],
    ['2024-08-25 18:08:01', Date.UTC(2024, 7, 25, 18, 8, 1)],
    ['2024-08-25T18-08-01Z', Date.UTC(2024, 7, 25, 18, 8, 1)],
    ['2024-08-25T18:08:01.024Z', Date.UTC(2024, 7, 25, 18, 8, 1, 24)],
    ['1724609281', Date.UTC(2024, 7, 25, 18, 8, 1)],
    ['null', undefined],
    ['', undefined],
  ])('may have the time "%s", whether its own or the object’s', async (text, expected) => {
    const schema = 'Bucket, Key, RecordTimestamp, LastModifiedDate'
    const [change] = await changesOf([`photos,"a","${text}","${text}"`], { schema })
    expect([change?.at, change?.lastModified]).toStrictEqual([expected, expected])
  })

  it('has its key decoded, what is no escape kept, and "null" for a key', async () => {
    const read = await changesOf(
      ['a+b%2Bc', '%E4%B8%AD%F0%9F%98%80', '%zz%', 'null', '..%2F'].map((key) => line(key, time)),
    )
    expect(read.map(({ key }) => key)).toStrictEqual(['a b+c', '中😀', '%zz%', 'null', '../'])
  })

  it('has the null version where the log has versions, and none where it has not', async () => {
    const [versioned] = await changesOf(['photos,"a",""'], { schema: 'Bucket, Key, VersionId' })
    const [plain] = await changesOf(['photos,"a"'], { schema: 'Bucket, Key' })
    expect([versioned?.versionId, plain?.versionId]).toStrictEqual([null, undefined])
  })

  it('has the columns that nobody knows, and those that only a report has, as they stand there', async () => {
    const schema = 'bucket, KEY, TaggingCount, recordtype, Region, IsLatest'
    const read = await changesOf(
      ['photos,"a","7","DELETE","mx","true"', 'photos,"b","","CREATE","null",""'],
      { schema },
    )
    expect(read.map(({ type, native }) => [type, native])).toStrictEqual([
      ['delete', { TaggingCount: '7', Region: 'mx', IsLatest: 'true' }],
      ['create', undefined],
    ])
  })

  it('is read from any number of files, in their order', async () => {
    const files = ['a', 'b', 'c'].map((key) => [line(`${key}1`, time), line(`${key}2`, time)])
    const log = await openChanges(deliverLogs([{ time, files: [...files, []] }]))
    const progress: ReadProgress[] = []
    const read = await allChanges(log, { onProgress: (told) => progress.push(told) })
    expect(read.map(({ key }) => key)).toStrictEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
    const bytes = log.manifest.files.reduce((sum, { size }) => sum + size, 0)
    expect(progress.at(-1)).toStrictEqual({
      bytes,
      totalBytes: bytes,
      rows: 6,
      files: 4,
      totalFiles: 4,
    })
    expect(await allChanges(log)).toStrictEqual(read)
  })

  it('tells of no more bytes than its manifest does, however many a file has', async () => {
    const delivered = deliverLogs([{ time, files: [[line('a', time)], [line('b', time)]] }])
    const [dataKey = ''] = [...delivered.objects.keys()]
    delivered.objects.set(dataKey, `${line('a', time)}\n`.repeat(3))
    const log = await openChanges(delivered, { verify: false })
    const progress: ReadProgress[] = []
    await allChanges(log, { onProgress: (told) => progress.push(told) })
    expect(progress.at(-1)).toMatchObject({ rows: 4, files: 2 })
    expect(progress.every(({ bytes, totalBytes }) => bytes <= totalBytes)).toBe(true)
  })

  it('is read however its fields are quoted and its lines end', async () => {
    const read = await changesOf([
      `"photos","a,""b""","1","CREATE","2024-08-25 18:08:01.024"\r`,
      '',
      'photos,b,2,DELETE,2024-08-25 18:08:01.024',
    ])
    expect(read.map(({ key, type, sequence }) => [key, type, sequence])).toStrictEqual([
      ['a,"b"', 'create', '1'],
      ['b', 'delete', '2'],
    ])
  })

  it('is one of very many in a file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      line(`k${index}`, time + index, `${index}`),
    )
    const read = await changesOf(lines)
    expect(read).toHaveLength(20_000)
    expect(read.at(-1)).toMatchObject({ key: 'k19999', sequence: '19999', at: time + 19_999 })
  })
})
