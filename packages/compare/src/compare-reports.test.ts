import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CompareOptions } from './compare-options.ts'
import { compareReports } from './compare-reports.ts'
import { compareInMemory, outcomeOf } from './compared.test.support.ts'
import { delivered, restTime, scanTime } from './delivered-report.test.support.ts'
import type { DeliveredRow } from './delivered-report.test.support.ts'

/** Seldom while one works, often in the gate. */
const runs = process.env['PROPERTY_RUNS'] === undefined ? 12 : 60

const digest = fc.constantFrom('a', 'b').map((digit) => digit.repeat(32))

/** Few keys, so that many meet. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '/', '+', '漢'), minLength: 1, maxLength: 3 }),
  fc.uint8Array({ min: 0xf0, minLength: 1, maxLength: 1 }),
)

function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(value, { nil: undefined, freq: 8 })
}

const row = fc.record({
  key,
  size: maybe(fc.constantFrom(0, 1, 2)),
  lastModified: maybe(fc.constantFrom(restTime, scanTime, scanTime + 3_600_000)),
  etag: maybe(
    fc.oneof(
      digest,
      digest.map((text) => `${text}-2`),
      digest.map((text) => text.toUpperCase()),
    ),
  ),
})
const onS3 = fc
  .record({
    storageClass: maybe(fc.constantFrom('STANDARD', 'STANDARD_IA')),
    encryption: maybe(fc.constantFrom('NOT-SSE', 'SSE-KMS')),
  })
  .chain((more) => row.map((one) => ({ ...one, ...more })))
const onOss = fc
  .record({
    storageClass: maybe(fc.constantFrom('Standard', 'IA')),
    encryption: maybe(fc.boolean()),
    objectType: maybe(fc.constantFrom('Normal', 'Multipart', 'Appendable')),
    checksum: maybe(fc.constantFrom('1', '2')),
  })
  .chain((more) => row.map((one) => ({ ...one, ...more })))

/** Rows of one key each: which of several of one key is listed is the engine's to choose. */
function rowsOf(one: fc.Arbitrary<DeliveredRow>) {
  return fc.uniqueArray(one, {
    maxLength: 15,
    selector: (each) => Buffer.from(each.key).toString('latin1'),
  })
}

const options: fc.Arbitrary<CompareOptions> = fc.record(
  {
    trust: fc.constantFrom('checksum' as const, 'size' as const),
    live: fc.constantFrom('left' as const, 'both' as const),
    list: fc.constantFrom('all' as const, 'differences' as const),
    metadata: fc.constantFrom<NonNullable<CompareOptions['metadata']>>(
      [],
      ['storageClass'],
      ['encryption', 'storageClass'],
    ),
    where: fc.constantFrom({ prefix: 'a' }, { size: { min: 1 } }),
    exclude: fc.constant([/b$/]),
    depth: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: [] },
)

describe('compareReports', () => {
  it.each([
    ['S3 with OSS', onS3, 'aws-s3', onOss, 'alibaba-oss'],
    ['OSS with S3', onOss, 'alibaba-oss', onS3, 'aws-s3'],
    ['OSS with OSS', onOss, 'alibaba-oss', onOss, 'alibaba-oss'],
  ] as const)('finds of %s what maps find', async (_, left, leftProvider, right, rightProvider) => {
    await fc.assert(
      fc.asyncProperty(rowsOf(left), rowsOf(right), options, async (one, other, given) => {
        const source = await delivered(one, { provider: leftProvider })
        const copy = await delivered(other, { provider: rightProvider, bucket: 'copies' })
        const expected = await outcomeOf(compareInMemory(source, copy, given))
        const found = await outcomeOf(compareReports(source, copy, given))
        expect(found.objects).toStrictEqual(expected.objects)
        expect(found.summary).toStrictEqual({
          ...expected.summary,
          method: found.summary.method,
        })
      }),
      { numRuns: runs },
    )
  })

  it('tells how far it is on both sides', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`)
    const report = await delivered(keys.map((one) => ({ key: one, size: 1, etag: 'a' })))
    const told = { left: 0, right: 0 }
    const comparison = compareReports(report, report, {
      onProgress: ({ side, rows }) => {
        told[side] = Math.max(told[side], rows)
      },
    })
    await comparison.summary()
    expect(told).toStrictEqual({ left: 10, right: 10 })
  })

  it('ends with the reason of the signal while it reads', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`)
    const report = await delivered(keys.map((one) => ({ key: one, size: 1, etag: 'a' })))
    const controller = new AbortController()
    const reason = new Error('enough')
    const comparison = compareReports(report, report, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(reason)
      },
    })
    await expect(outcomeOf(comparison)).rejects.toBe(reason)
    await expect(comparison.summary()).rejects.toBe(reason)
  })
})
