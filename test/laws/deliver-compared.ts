import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Destination, InventoryConfiguration } from '@bucket-inventory/core'
import { findReport, openReport } from '@bucket-inventory/reports'
import type { ReportReader } from '@bucket-inventory/reports'

import type { KnownBucket } from './known-bucket.ts'
import { copiedReport, md5Of, memoryReportOf } from './memory-report.ts'

export interface DeliverOptions {
  readonly format: Destination['format']
  readonly versions: InventoryConfiguration['versions']
  readonly rowsPerFile: number
  /** Whether its files come in the other order, so that its rows are not sorted. */
  readonly isTurned: boolean
}

/** A report of a bucket as it is now, and the configuration that it was made by; `undefined` where OSS has nothing to list. */
export async function deliverCompared(
  { world, name }: KnownBucket,
  { format, versions, rowsPerFile, isTurned }: DeliverOptions,
): Promise<
  { readonly report: ReportReader; readonly configuration: InventoryConfiguration } | undefined
> {
  const { cloud, emulator, provider, destination } = world
  const listed = (await world.versions(name)).filter(
    ({ isLatest, isDeleteMarker }) => versions === 'all' || (isLatest && !isDeleteMarker),
  )
  if (cloud === 'oss' && listed.length === 0) return undefined
  const store = provider.reportStore?.(destination.bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  const configuration = parseInventoryConfiguration({
    id: 'compared',
    schedule: { every: 'day' },
    versions,
    fields: [
      'size',
      'lastModified',
      'etag',
      'storageClass',
      'isMultipartUploaded',
      'encryption',
      ...(cloud === 's3' ? ['checksumAlgorithm'] : ['checksum', 'objectType']),
    ],
    destination: { ...destination, format },
  })
  await new BucketInventories(provider, name).put(configuration)
  const delivery = await emulator.deliver(cloud, name, configuration.id, { rowsPerFile })
  if (!delivery.delivered) throw new Error(delivery.reason)
  const source = { store, provider: provider.name, sourceBucket: name, id: configuration.id }
  const found = await findReport(source)
  const report = await openReport(found)
  if (!isTurned) return { report, configuration }
  const { objects } = await copiedReport(store, found.manifestKey, report.manifest)
  const manifest = JSON.parse(Buffer.from(objects.get(found.manifestKey) ?? []).toString())
  const turned = Buffer.from(JSON.stringify({ ...manifest, files: manifest.files.toReversed() }))
  objects.set(found.manifestKey, turned)
  objects.set(found.manifestKey.replace('.json', '.checksum'), Buffer.from(md5Of(turned)))
  return { report: await openReport(memoryReportOf(objects, found.manifestKey)), configuration }
}
