import { s3Vocabulary } from '@bucket-inventory/core'

import { folderTime, manifestTime } from './manifest-time.ts'
import { nextS3Scan } from './next-s3-scan.ts'
import type { ReportDialect } from './report-dialect.ts'

/**
 * Reports of S3 Inventory. Follows
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html: times in milliseconds, as text or
 * as a number; the last object to arrive is the checksum of the manifest.
 */
export const s3Dialect: ReportDialect = {
  name: 'aws-s3',
  vocabulary: s3Vocabulary,
  completedBy: 'manifest.checksum',
  checksumObject: 'manifest.checksum',
  // "It might take up to 48 hours to deliver the first report."
  deliveredWithin: 48 * 3_600_000,
  nextScan: nextS3Scan,
  // Manifests by hand lack the version; other clouds that copied it name their buckets in their own way.
  recognises: ({ version, destinationBucket, startTimestamp }) => {
    if (typeof destinationBucket === 'string' && destinationBucket.includes(':')) {
      return bucketArn.test(destinationBucket)
    }
    return version === '2016-11-30' && startTimestamp === undefined
  },
  isIncremental: () => false,
  time: ({ creationTimestamp }) => manifestTime(creationTimestamp, 1),
  timeOfFolder: folderTime,
  csv: { keyEncoding: 'url', missing: [], instant: 'iso' },
}

const bucketArn = /^arn:[^:]*:s3(?:express|-outposts)?:/
