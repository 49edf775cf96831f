import type { ObjectRecord } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { deliveredReport } from './delivering-cloud.ts'
import type { DeliveringCloud, ToldVersion } from './delivering-cloud.ts'
import { ossFormats, startDeliveringOss } from './delivering-oss.ts'
import { s3Formats, startDeliveringS3 } from './delivering-s3.ts'
import { changesArbitrary } from './object-change-arbitrary.ts'

// Each run is some dozen requests.
const runs = { numRuns: Math.ceil(propertyRuns / 8) }

/** Most changes come within a second of each other, some a day apart. */
let time = Date.parse('2026-11-20T01:00:00Z')
const now = () => (time += time % 7 === 0 ? 86_400_123 : 311)

const clouds = [
  ['S3', startDeliveringS3, s3Formats],
  ['OSS', startDeliveringOss, ossFormats],
] as const

describe.each(clouds)('what is put to %s', (_, start, formats) => {
  let world: DeliveringCloud
  let buckets = 0
  beforeAll(async () => {
    world = await start(now)
  })
  afterAll(() => world.close())

  it.each(formats)('is what is read from its reports in %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        changesArbitrary(world),
        fc.constantFrom('never', 'enabled', 'suspended'),
        fc.constantFrom('all', 'current'),
        fc.record({
          rowsPerFile: fc.integer({ min: 1, max: 4 }),
          rowsPerGroup: fc.integer({ min: 1, max: 3 }),
        }),
        async (changes, versioning, versions, parts) => {
          buckets += 1
          const name = `photos-${format}-${buckets}`
          const { cloud, region } = world
          const kept = versioning === 'never' ? {} : ({ versioning } as const)
          await world.emulator.createBucket({ cloud, name, region, ...kept })
          for (const change of changes) await world.change(name, change)
          const told = await world.versions(name)
          const listed = versions === 'all' ? told : told.filter(isCurrent)
          // OSS delivers nothing then.
          fc.pre(world.cloud === 's3' || listed.length > 0)

          const { report } = await deliveredReport(world, name, { format, versions, ...parts })
          expect(report.manifest.files).toHaveLength(Math.ceil(listed.length / parts.rowsPerFile))
          const read: ObjectRecord[] = []
          for await (const record of report.records()) read.push(record)
          for (const { bucket } of read) expect(bucket).toBe(name)
          const withVersions = versions === 'all'
          expect(sorted(read.map((record) => asTold(record, world.cloud)))).toStrictEqual(
            sorted(listed.map((version) => (withVersions ? version : withoutVersions(version)))),
          )
        },
      ),
      runs,
    )
  })
})

/** What a report of current versions lists. */
function isCurrent({ isLatest, isDeleteMarker }: ToldVersion): boolean {
  return isLatest === true && isDeleteMarker !== true
}

function withoutVersions(version: ToldVersion): ToldVersion {
  return { ...version, versionId: undefined, isLatest: undefined, isDeleteMarker: undefined }
}

function asTold(record: ObjectRecord, cloud: DeliveringCloud['cloud']): ToldVersion {
  const { key, versionId, isLatest, isDeleteMarker, size, lastModified, etag } = record
  return {
    key,
    versionId,
    isLatest,
    isDeleteMarker,
    size,
    lastModified,
    etag,
    storageClass: record.storageClass?.native,
    isMultipartUploaded: record.isMultipartUploaded,
    isEncrypted: record.encryption?.encrypted,
    checksum: cloud === 's3' ? record.checksumAlgorithm : record.checksum?.value,
  }
}

/** Rows have no order. */
function sorted(versions: readonly ToldVersion[]): readonly ToldVersion[] {
  const named = ({ key, versionId }: ToldVersion) => `${key} ${versionId}`
  return versions.toSorted((left, right) => (named(left) < named(right) ? -1 : 1))
}
