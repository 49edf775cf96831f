import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, Location, RequestOptions } from '@bucket-inventory/core'
import type { ReportSource } from '@bucket-inventory/reports'

import { destinationStore } from './destination-store.ts'
import type { OpenedBucket } from './opened-bucket.ts'

/** Where the reports of an inventory lie, and the name of the bucket that its store is. */
export interface InventoryReportSource extends ReportSource {
  readonly destinationBucket: string
  /** As it stands now. */
  readonly configuration: InventoryConfiguration
}

/**
 * Where the reports of an inventory lie, by its configuration as it stands. Sends nothing to the destination, which is
 * reached as the bucket is, or as `destination` says.
 */
export async function reportSourceOf(
  { inventories, location }: OpenedBucket,
  id: string,
  destination: OpenedBucket | undefined,
  options: RequestOptions,
): Promise<InventoryReportSource> {
  const { provider, bucket } = inventories
  const reached = destination?.inventories.provider ?? provider
  if (reached.reportStore === undefined) {
    throw new InventoryError(
      'unsupported',
      `"${formatLocation(destination?.location ?? location)}": ${reached.name} reads no objects, and so no reports; download them, and read the folder`,
    )
  }
  const { configuration } = await inventories.get(id, options)
  const { schedule, destination: told } = configuration
  if (destination !== undefined) requireSame(destination.location, told.bucket, id)
  const whose = `inventory "${id}" of bucket "${bucket}"`
  return {
    store: destinationStore(reached.reportStore(told.bucket), told.bucket, whose),
    destinationBucket: told.bucket,
    configuration,
    provider: provider.name,
    sourceBucket: bucket,
    id,
    schedule,
    ...(told.prefix === undefined ? {} : { prefix: told.prefix }),
  }
}

function requireSame(destination: Location, bucket: string, id: string): void {
  if (destination.bucket === bucket) return
  throw new InventoryError(
    'invalid-input',
    `inventory "${id}" is delivered to bucket "${bucket}", not to "${formatLocation(destination)}"`,
  )
}
