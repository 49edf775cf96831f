import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CompareOptions } from './compare-options.ts'
import { compareReports } from './compare-reports.ts'
import { outcomeOf } from './compared.test.support.ts'
import { delivered, ossFields, restTime, s3Fields } from './delivered-report.test.support.ts'
import type { DeliveredRow } from './delivered-report.test.support.ts'

/** Seldom while one works, often in the gate. */
const runs = process.env['PROPERTY_RUNS'] === undefined ? 12 : 60

const digest = fc.constantFrom('a', 'b').map((digit) => digit.repeat(32))
const etag = fc.oneof(
  digest,
  fc.tuple(digest, fc.integer({ min: 1, max: 3 })).map(([text, parts]) => `${text}-${parts}`),
  fc.constant('0'.repeat(16)),
)

/** A cell is empty now and then, as in reports of objects that the service knows little of. */
function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(value, { nil: undefined, freq: 6 })
}

const common = {
  key: fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', 'b', '/', '"', '\n', '%', '漢'),
      minLength: 1,
      maxLength: 4,
    }),
    fc.uint8Array({ minLength: 1, maxLength: 3 }),
  ),
  size: maybe(fc.constantFrom(0, 1, 2 ** 40)),
  lastModified: maybe(fc.constantFrom(restTime, restTime + 1000 * 86_400_000)),
  etag: maybe(etag),
}
const onS3 = fc.record({
  ...common,
  storageClass: maybe(fc.constantFrom('STANDARD', 'EXPRESS_ONEZONE', 'BRAND_NEW')),
  encryption: maybe(fc.constantFrom('NOT-SSE', 'SSE-S3', 'SSE-KMS', 'SSE-C')),
})
const onOss = fc.record({
  ...common,
  storageClass: maybe(fc.constantFrom('Standard', 'IA')),
  encryption: maybe(fc.boolean()),
  objectType: maybe(fc.constantFrom('Normal', 'Multipart', 'Appendable', 'Symlink')),
  checksum: maybe(fc.constantFrom('1', '18446744073709551615')),
})

describe('a report against itself', () => {
  it.each([
    ['S3', 'aws-s3', onS3, s3Fields],
    ['OSS', 'alibaba-oss', onOss, ossFields],
  ] as const)(
    'on %s is all the same, or cannot be told, with a reason, never different',
    async (_, provider, row, fields) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array<DeliveredRow>(row, { maxLength: 12 }),
          fc.record({
            trust: fc.constantFrom('checksum' as const, 'size' as const),
            live: fc.constantFrom('left' as const, 'both' as const),
          }),
          async (rows, options) => {
            const report = await delivered(rows, { provider, fields })
            const metadata: CompareOptions['metadata'] = ['storageClass', 'encryption']
            const compare = compareReports(report, report, { ...options, metadata })
            const { objects, summary } = await outcomeOf(compare)
            for (const object of objects) {
              expect(['same', 'cannot-tell']).toContain(object.verdict)
              if (object.verdict === 'cannot-tell') expect(object.reason).toBeDefined()
            }
            // A row that has another one's key has no counterpart of its own.
            if (summary.warnings.every(({ code }) => code !== 'duplicate-keys')) {
              expect(summary.left).toStrictEqual(summary.right)
            }
            expect(summary.conclusion).not.toBe('differs')
          },
        ),
        { numRuns: runs },
      )
    },
  )
})
