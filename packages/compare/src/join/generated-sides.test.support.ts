import * as fc from 'fast-check'

import { ossFields, restTime, s3Fields } from '../delivered-report.test.support.ts'
import type { DeliveredOptions, DeliveredRow } from '../delivered-report.test.support.ts'

/** Two reports. */
export interface GeneratedSides {
  readonly left: readonly DeliveredRow[]
  readonly right: readonly DeliveredRow[]
  readonly leftOptions: DeliveredOptions
  readonly rightOptions: DeliveredOptions
}

const digest = 'd41d8cd98f00b204e9800998ecf8427e'

/** Keys that are hard to get right, and some that have one beginning. */
export const oddKeys: readonly (string | Uint8Array)[] = [
  'a',
  'a/b',
  'a/b/c',
  'a/b/d',
  'ab',
  '../../etc/passwd',
  'quo"te.jpg',
  'line\nfeed\r\n.jpg',
  '文档/报告.pdf',
  '\uFFFD',
  'k'.repeat(1024),
  `${'p/'.repeat(500)}end`,
  Uint8Array.of(0x61, 0x2f, 0xff),
  Uint8Array.of(0x61, 0x2f, 0xfe),
  Uint8Array.of(0xed, 0xa0, 0x80),
  'null',
  ' ',
  'a\0',
  '12345678',
  '123456789',
]

const etags = [
  digest,
  digest.toUpperCase(),
  `D41d${digest.slice(4)}`,
  `0${digest.slice(1)}`,
  `${digest}-7`,
  `${digest.toUpperCase()}-7`,
  `${digest}-8`,
  `${digest}-07`,
  `${digest}-99999`,
  `${digest}-`,
  `g${digest.slice(1)}`,
  'AAAA',
  'aaaa',
  `"${digest}"`,
]

const row = fc.record(
  {
    key: fc.oneof(
      fc.constantFrom(...oddKeys),
      fc.nat({ max: 60 }).map((number) => `photos/${number % 3}/${'x'.repeat(number)}.jpg`),
    ),
    size: fc.constantFrom(0, 1, 1024, 9_007_199_254_740_991),
    lastModified: fc.constantFrom(restTime, restTime + 1000, restTime - 86_400_000),
    etag: fc.constantFrom(...etags),
    encryption: fc.constantFrom('NOT-SSE', 'SSE-S3', 'SSE-KMS', 'true', 'false'),
    isMultipartUploaded: fc.constantFrom(true, false),
    objectType: fc.constantFrom('Normal', 'Multipart', 'Appendable'),
    checksum: fc.constantFrom('0', '18446744073709551615', '12345678901234567890', '007', 'x'),
    isLatest: fc.constantFrom(true, true, false),
    isDeleteMarker: fc.constantFrom(false, false, true),
    versionId: fc.constantFrom('v1', 'v2', 'null'),
    storageClass: fc.constantFrom('STANDARD', 'GLACIER', 'Standard', 'IA'),
  },
  { requiredKeys: ['key'] },
)

const options = fc.record({
  provider: fc.constantFrom('aws-s3', 'alibaba-oss'),
  fields: fc.constantFrom(s3Fields, ossFields, [...s3Fields, 'isMultipartUploaded'] as const, []),
  versions: fc.boolean(),
  rowsOfFile: fc.constantFrom(4, 100),
})

/** Two reports of few keys, so that they meet, in any order, some more than once. */
export const generatedSides: fc.Arbitrary<GeneratedSides> = fc.record({
  left: fc.array(row, { maxLength: 50, size: 'max' }),
  right: fc.array(row, { maxLength: 50, size: 'max' }),
  leftOptions: options,
  rightOptions: options,
})
