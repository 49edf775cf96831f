import { describe, expect, it } from 'vitest'

import { dialectOf, knownDialects } from './known-dialects.ts'
import { ossDialect } from './oss-dialect.ts'
import { s3Dialect } from './s3-dialect.ts'

describe('times', () => {
  it.each([
    ['text', '1715043600000'],
    ['a number', 1_715_043_600_000],
  ])('of S3 are milliseconds, as %s', (_, creationTimestamp) => {
    expect(s3Dialect.time({ creationTimestamp })).toBe(Date.parse('2024-05-07T01:00:00Z'))
  })

  it.each([
    ['seconds', '1715043600'],
    ['nothing', ''],
    ['words', 'yesterday'],
    ['a fraction', '1715043600000.5'],
    ['a negative number', -1_715_043_600_000],
    ['no number', Number.NaN],
    ['an object', {}],
    ['null', null],
  ])('of S3 are not %s', (_, creationTimestamp) => {
    expect(s3Dialect.time({ creationTimestamp })).toBeUndefined()
  })

  it('of OSS are seconds, and milliseconds are none', () => {
    expect(ossDialect.time({ creationTimestamp: '1642994594' })).toBe(1_642_994_594_000)
    expect(ossDialect.time({ creationTimestamp: '1642994594000' })).toBeUndefined()
  })

  it('of a change log are its start and its end', () => {
    const manifest = { startTimestamp: '1759320000', endTimestamp: '1759320600' }
    expect(ossDialect.isIncremental(manifest)).toBe(true)
    expect(ossDialect.time(manifest)).toBe(1_759_320_000_000)
    expect(ossDialect.until?.(manifest)).toBe(1_759_320_600_000)
  })
})

describe('folders', () => {
  it('of deliveries are named by the minute, those of change logs by the second', () => {
    expect(s3Dialect.timeOfFolder('2016-11-06T21-32Z')).toBe(Date.parse('2016-11-06T21:32:00Z'))
    expect(ossDialect.timeOfFolder('2025-09-28T07-4010Z')).toBe(Date.parse('2025-09-28T07:40:10Z'))
  })

  it.each([
    'data',
    'hive',
    'incremental_inventory',
    '',
    '2016-11-06',
    '2016-02-30T21-32Z',
    'dt=2016-11-06-21-32',
    'x2016-11-06T21-32Z',
  ])('named "%s" are of no delivery', (name) => {
    expect(s3Dialect.timeOfFolder(name)).toBeUndefined()
  })
})

describe('recognition', () => {
  it.each(['arn:aws:s3:::reports', 'arn:aws-cn:s3:::reports', 'reports'])(
    'takes a manifest with destination %s and the version of S3 for one of S3',
    (destinationBucket) => {
      const manifest = { version: '2016-11-30', destinationBucket }
      expect(s3Dialect.recognises(manifest)).toBe(true)
      expect(ossDialect.recognises(manifest)).toBe(false)
    },
  )

  it('takes a manifest by hand, without version, for one of S3 by its ARN', () => {
    expect(s3Dialect.recognises({ destinationBucket: 'arn:aws:s3:::reports' })).toBe(true)
  })

  it('takes a manifest that another cloud copied from S3 for none', () => {
    const manifest = { version: '2016-11-30', destinationBucket: 'qcs::cos:ap-guangzhou::reports' }
    expect(s3Dialect.recognises(manifest)).toBe(false)
    expect(ossDialect.recognises(manifest)).toBe(false)
  })

  it.each(['2019-09-01', '2025-09-30'])('takes version %s for one of OSS', (version) => {
    const manifest = { version, destinationBucket: 'reports' }
    expect(ossDialect.recognises(manifest)).toBe(true)
    expect(s3Dialect.recognises(manifest)).toBe(false)
  })
})

describe('known dialects', () => {
  const cos = { ...s3Dialect, name: 'tencent-cos' }

  it('are the built-in ones, after those of the caller', () => {
    expect(knownDialects({ dialects: [cos] }).map(({ name }) => name)).toStrictEqual([
      'tencent-cos',
      'aws-s3',
      'alibaba-oss',
    ])
  })

  it('are replaced by name', () => {
    const own = { ...s3Dialect, completedBy: 'done' }
    expect(dialectOf('aws-s3', { dialects: [own] })).toBe(own)
    expect(knownDialects({ dialects: [own] })).toStrictEqual([own, ossDialect])
  })

  it('reject a provider that none is of, with the nearest', () => {
    expect(() => dialectOf('aws-s4')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message: expect.stringContaining('"aws-s3"'),
      }),
    )
    expect(() => dialectOf('tencent-cos')).toThrow(
      expect.objectContaining({ message: expect.stringContaining('aws-s3, alibaba-oss') }),
    )
  })
})
