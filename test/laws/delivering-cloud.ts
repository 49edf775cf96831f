import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type {
  Destination,
  InventoryConfiguration,
  InventoryFilter,
  InventoryProvider,
} from '@bucket-inventory/core'
import type { DeliveryOptions, EmulatedBucket, Emulator } from '@bucket-inventory/emulator'
import { findReport, openReport } from '@bucket-inventory/reports'
import type { ReportReader, ReportReference } from '@bucket-inventory/reports'

/** What is done to a bucket through the SDK of its service. */
export type ObjectChange =
  | {
      readonly type: 'put'
      readonly key: string
      readonly size: number
      /** In the word of the service. */
      readonly storageClass: string
      readonly encrypted: boolean
    }
  | { readonly type: 'upload'; readonly key: string; readonly size: number }
  | { readonly type: 'delete'; readonly key: string }

/** A version, as the service itself tells it by a listing and a HEAD, and as a report does. */
export interface ToldVersion {
  readonly key: string
  readonly versionId: string | null | undefined
  readonly isLatest: boolean | undefined
  readonly isDeleteMarker: boolean | undefined
  readonly size: number | undefined
  /** Epoch milliseconds, to the second. */
  readonly lastModified: number | undefined
  readonly etag: string | undefined
  /** In the word of the service. */
  readonly storageClass: string | undefined
  readonly isMultipartUploaded: boolean | undefined
  readonly isEncrypted: boolean | undefined
  /** The name of its algorithm on S3, its value on OSS. */
  readonly checksum: string | undefined
}

/** A cloud of the emulator, talked to by the SDK of its service. */
export interface DeliveringCloud {
  readonly cloud: EmulatedBucket['cloud']
  /** Of its buckets. */
  readonly region: string
  readonly emulator: Emulator
  readonly provider: InventoryProvider
  /** Of reports, in a format; the bucket is `reports`. */
  readonly destination: Omit<Destination, 'format'>
  readonly storageClasses: readonly string[]
  change(bucket: string, change: ObjectChange): Promise<void>
  versions(bucket: string): Promise<readonly ToldVersion[]>
  close(): Promise<void>
}

export interface DeliveryRequest extends DeliveryOptions {
  readonly format: Destination['format']
  readonly versions: InventoryConfiguration['versions']
  readonly filter?: InventoryFilter
}

export interface DeliveredReport {
  readonly found: ReportReference
  readonly report: ReportReader
  /** What the service did not filter. */
  readonly residual: InventoryFilter | undefined
}

/** A report of a bucket: configured, delivered, found and opened. */
export async function deliveredReport(
  { cloud, emulator, provider, destination }: DeliveringCloud,
  bucket: string,
  { format, versions, filter, ...options }: DeliveryRequest,
): Promise<DeliveredReport> {
  const store = provider.reportStore?.(destination.bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  deliveries += 1
  const id = `${format}-${deliveries}`
  const configuration = parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    versions,
    fields: [
      'size',
      'lastModified',
      'etag',
      'storageClass',
      'isMultipartUploaded',
      'encryption',
      cloud === 's3' ? 'checksumAlgorithm' : 'checksum',
    ],
    ...(filter === undefined ? {} : { filter }),
    destination: { ...destination, format },
  })
  const { residual } = await new BucketInventories(provider, bucket).put(configuration)
  const delivery = await emulator.deliver(cloud, bucket, id, options)
  if (!delivery.delivered) throw new Error(delivery.reason)
  const found = await findReport({ store, provider: provider.name, sourceBucket: bucket, id })
  return { found, report: await openReport(found), residual }
}

let deliveries = 0
