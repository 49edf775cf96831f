import * as fc from 'fast-check'

import type { BucketOptions } from './compared-clouds.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { ossFormats } from './delivering-oss.ts'
import { s3Formats } from './delivering-s3.ts'

/** From which service to which. */
export const copyDirections = [
  ['s3', 's3'],
  ['s3', 'oss'],
  ['oss', 's3'],
  ['oss', 'oss'],
] as const

/** One side of a comparison: how its bucket keeps versions, and how its report is delivered. */
export function bucketArbitrary(
  cloud: DeliveringCloud['cloud'],
  prefix: string,
): fc.Arbitrary<BucketOptions> {
  return fc.record({
    cloud: fc.constant(cloud),
    prefix: fc.constant(prefix),
    isVersioned: fc.boolean(),
    versions: fc.constantFrom('all', 'current'),
    format: fc.constantFrom(...(cloud === 's3' ? s3Formats : ossFormats)),
    rowsPerFile: fc.integer({ min: 1, max: 4 }),
    isTurned: fc.boolean(),
  })
}
