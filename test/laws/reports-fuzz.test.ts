import { gunzipSync, gzipSync } from 'node:zlib'

import { isInventoryError } from '@bucket-inventory/core'
import type { ObjectRecord } from '@bucket-inventory/core'
import { openReport } from '@bucket-inventory/reports'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { damaged, damagesArbitrary } from './damage-arbitrary.ts'
import { deliveredReport } from './delivering-cloud.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { ossFormats, startDeliveringOss } from './delivering-oss.ts'
import { s3Formats, startDeliveringS3 } from './delivering-s3.ts'
import { copiedReport, md5Of, memoryReportOf } from './memory-report.ts'
import type { MemoryReport } from './memory-report.ts'
import { readRecords } from './read-report.ts'

const clouds = [
  ['S3', startDeliveringS3, s3Formats],
  ['OSS', startDeliveringOss, ossFormats],
] as const
// Whatever hangs is told by what it hangs on. Each takes as long as ten of other laws.
const runs = { numRuns: Math.min(300, propertyRuns), timeout: 20_000 }

type Outcome = readonly ObjectRecord[] | 'refused'

/** All rows, or a refusal of the kind that this library knows; anything else fails. */
async function outcomeOf(report: MemoryReport, verify: boolean): Promise<Outcome> {
  try {
    return await readRecords(await openReport(report, { verify }))
  } catch (error) {
    if (isInventoryError(error)) return 'refused'
    throw error
  }
}

describe.each(clouds)('damage to a report of %s', (_, start, formats) => {
  let world: DeliveringCloud
  beforeAll(async () => {
    let now = Date.parse('2026-11-20T01:00:00Z')
    world = await start(() => (now += 1001))
    const { cloud, region, emulator } = world
    await emulator.createBucket({ cloud, name: 'photos', region, versioning: 'enabled' })
    for (let index = 0; index < 40; index++) {
      const key = `photos/é${index % 23} "a", b+c%20.jpg`
      const storageClass = world.storageClasses[index % 4] ?? ''
      const encrypted = index % 3 === 0
      await world.change(
        'photos',
        index % 9 === 5
          ? { type: 'delete', key }
          : { type: 'put', key, size: index * 100, storageClass, encrypted },
      )
    }
  })
  afterAll(() => world.close())

  describe.each(formats)('in %s', (format) => {
    let original: MemoryReport
    let dataKeys: readonly string[]
    let rows: Outcome
    beforeAll(async () => {
      const request = { format, versions: 'all', rowsPerFile: 25, rowsPerGroup: 8 } as const
      const { found, report } = await deliveredReport(world, 'photos', request)
      original = await copiedReport(found.store, found.manifestKey, report.manifest)
      dataKeys = report.manifest.files.map(({ key }) => key)
      rows = await outcomeOf(original, true)
    })
    /** The report with one object that is another. */
    const changed = (key: string, change: (bytes: Uint8Array) => Uint8Array): MemoryReport => {
      const objects = new Map(original.objects)
      objects.set(key, change(objects.get(key) ?? new Uint8Array()))
      return memoryReportOf(objects, original.manifestKey)
    }
    const anyData = () => fc.constantFrom(...dataKeys)
    const isSame = (report: MemoryReport, key: string) =>
      md5Of(report.objects.get(key) ?? new Uint8Array()) ===
      md5Of(original.objects.get(key) ?? new Uint8Array())

    it('is not there at first', () => {
      expect(rows).toHaveLength(40)
    })

    it('of a data file is refused when it is verified, and is never a crash', async () => {
      await fc.assert(
        fc.asyncProperty(anyData(), damagesArbitrary, async (key, damages) => {
          const report = changed(key, (bytes) => damaged(bytes, damages))
          expect(await outcomeOf(report, true)).toStrictEqual(
            isSame(report, key) ? rows : 'refused',
          )
          await outcomeOf(report, false)
        }),
        runs,
      )
    })

    it('of a manifest is refused when it is verified, and is never a crash', async () => {
      await fc.assert(
        fc.asyncProperty(damagesArbitrary, async (damages) => {
          const key = original.manifestKey
          const report = changed(key, (bytes) => damaged(bytes, damages))
          expect(await outcomeOf(report, true)).toStrictEqual(
            isSame(report, key) ? rows : 'refused',
          )
          await outcomeOf(report, false)
        }),
        runs,
      )
    })

    it('of a checksum gives no other rows', async () => {
      await fc.assert(
        fc.asyncProperty(damagesArbitrary, async (damages) => {
          const key = original.manifestKey.replace('.json', '.checksum')
          const outcome = await outcomeOf(
            changed(key, (bytes) => damaged(bytes, damages)),
            true,
          )
          if (outcome !== 'refused') expect(outcome).toStrictEqual(rows)
        }),
        runs,
      )
    })

    it('to the values of a manifest is never a crash', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.jsonValue({ maxDepth: 1 }), async (choice, value) => {
          const key = original.manifestKey
          const report = changed(key, (bytes) =>
            Buffer.from(replaced(Buffer.from(bytes).toString(), choice, value)),
          )
          await outcomeOf(report, false)
        }),
        runs,
      )
    })

    it('to a data file that the manifest vouches for is never a crash', async () => {
      await fc.assert(
        fc.asyncProperty(anyData(), damagesArbitrary, async (key, damages) => {
          const report = changed(key, (bytes) =>
            format === 'csv'
              ? gzipSync(damaged(gunzipSync(bytes), damages), { level: 1 })
              : damaged(bytes, damages),
          )
          vouch(report, key)
          await outcomeOf(report, true)
        }),
        runs,
      )
    })
  })
})

/** Makes the manifest that of a data file as it is now. */
function vouch({ objects, manifestKey }: MemoryReport, key: string): void {
  const data = objects.get(key) ?? new Uint8Array()
  const manifest = Buffer.from(
    JSON.stringify(
      JSON.parse(Buffer.from(objects.get(manifestKey) ?? []).toString(), (_, value: unknown) => {
        const named = typeof value === 'object' && value !== null && 'key' in value
        if (!named || value.key !== key) return value
        return { ...value, size: data.length, MD5checksum: md5Of(data) }
      }),
    ),
  )
  objects.set(manifestKey, manifest)
  objects.set(manifestKey.replace('.json', '.checksum'), Buffer.from(md5Of(manifest)))
}

/** JSON with one of its values, whichever, replaced. */
function replaced(text: string, choice: number, value: unknown): string {
  let values = 0
  JSON.parse(text, () => (values += 1))
  let seen = 0
  const chosen = choice % values
  return JSON.stringify(JSON.parse(text, (_, old: unknown) => (seen++ === chosen ? value : old)))
}
