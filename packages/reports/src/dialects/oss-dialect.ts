import { ossVocabulary } from '@bucket-inventory/core'

import { folderTime, manifestTime } from './manifest-time.ts'
import { nextOssScan } from './next-oss-scan.ts'
import type { ReportDialect } from './report-dialect.ts'

/**
 * Reports of OSS bucket inventory. Follows https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory: times in
 * seconds, complete as soon as the manifest is there, change logs in a folder of their own.
 */
export const ossDialect: ReportDialect = {
  name: 'alibaba-oss',
  vocabulary: ossVocabulary,
  completedBy: 'manifest.json',
  checksumObject: 'manifest.checksum',
  // Later runs begin in the night of Beijing; a day is enough for any that was seen.
  deliveredWithin: 24 * 3_600_000,
  nextScan: nextOssScan,
  recognises: (manifest) =>
    manifest['version'] === '2019-09-01' ||
    manifest['version'] === '2025-09-30' ||
    isIncremental(manifest),
  isIncremental,
  time: (manifest) =>
    manifestTime(
      isIncremental(manifest) ? manifest['startTimestamp'] : manifest['creationTimestamp'],
      1000,
    ),
  until: ({ endTimestamp }) => manifestTime(endTimestamp, 1000),
  timeOfFolder: folderTime,
  incrementalFolder: 'incremental_inventory',
  csv: { keyEncoding: 'url', missing: ['null'], instant: 'hyphens' },
}

function isIncremental(manifest: Readonly<Record<string, unknown>>): boolean {
  return manifest['startTimestamp'] !== undefined && manifest['endTimestamp'] !== undefined
}
