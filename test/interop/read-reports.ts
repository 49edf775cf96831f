import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Destination, ObjectRecord } from '@bucket-inventory/core'
import type { DeliveryOptions } from '@bucket-inventory/emulator'
import { openReport } from '@bucket-inventory/reports'
import type { ReportManifest } from '@bucket-inventory/reports'
import * as fc from 'fast-check'
import * as z from 'zod'

import type { DeliveringCloud } from '../laws/delivering-cloud.ts'
import { keyArbitrary } from '../laws/object-change-arbitrary.ts'
import { readRecords } from '../laws/read-report.ts'
import { askPython } from './ask-python.ts'

const foundSchema = z.object({
  /** As beside the manifest. */
  checksum: z.string(),
  /** Of the manifest. */
  md5: z.string(),
  files: z.array(
    z.object({
      key: z.string(),
      size: z.int(),
      md5: z.string(),
      rows: z.array(z.record(z.string(), z.unknown())),
      /** Names and types of columns, and whether they may have no value. */
      schema: z.array(z.tuple([z.string(), z.string(), z.boolean()])).optional(),
      /** How a file of typed columns is written. */
      written: z.unknown().optional(),
    }),
  ),
})

/** A report, as it was delivered and as our reader gives it. */
export interface ReadReport {
  /** What Python finds. */
  readonly found: z.infer<typeof foundSchema>
  readonly manifest: ReportManifest
  readonly records: readonly ObjectRecord[]
}

/** Some hundred versions in a bucket, of awkward keys, some of them delete markers, some of them written in parts. */
export async function fillBucket(
  world: DeliveringCloud,
  bucket: string,
  seed: number,
): Promise<void> {
  const keys = fc.sample(keyArbitrary(world.cloud), { seed, numRuns: 60 })
  for (const [index, key] of [...keys, ...keys.slice(0, 20)].entries()) {
    const storageClass = world.storageClasses[index % world.storageClasses.length] ?? ''
    const size = (index % 9) * 100
    await world.change(bucket, { type: 'put', key, size, storageClass, encrypted: index % 4 === 0 })
  }
  for (const key of keys.slice(10, 30)) await world.change(bucket, { type: 'delete', key })
  for (const key of ['parts/1', 'parts/😀 2']) {
    await world.change(bucket, { type: 'upload', key, size: 1000 })
  }
}

/** What is to be delivered of a bucket. */
export interface WantedReport extends DeliveryOptions {
  readonly format: Destination['format']
  readonly fields: readonly string[]
}

/** Delivers reports of all versions, and has Python and our reader read them. */
export async function readReports(
  { cloud, emulator, provider, destination }: DeliveringCloud,
  bucket: string,
  wanted: readonly WantedReport[],
): Promise<readonly ReadReport[]> {
  const manifests: string[] = []
  for (const [index, { format, fields, ...options }] of wanted.entries()) {
    const id = `${format}-${index}`
    const configuration = parseInventoryConfiguration({
      id,
      schedule: { every: 'day' },
      versions: 'all',
      fields,
      destination: { ...destination, format },
    })
    await new BucketInventories(provider, bucket).put(configuration)
    const delivery = await emulator.deliver(cloud, bucket, id, options)
    if (!delivery.delivered) throw new Error(delivery.reason)
    manifests.push(delivery.manifestKey)
  }
  const order = { operation: 'fetch', cloud, bucket: destination.bucket, manifests } as const
  const answer = await askPython('delivered_reports.py', emulator.environment, order)
  const store = provider.reportStore?.(destination.bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  const read = z
    .array(foundSchema)
    .parse(answer)
    .map(async (found, index) => {
      const report = await openReport({ store, manifestKey: manifests[index] ?? '' })
      return { found, manifest: report.manifest, records: await readRecords(report) }
    })
  return Promise.all(read)
}
