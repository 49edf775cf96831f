import type { RequestOptions } from '@bucket-inventory/core'

import { fleetReportSource, storeOpener } from './fleet-report-source.ts'
import type { InventoryReportSource } from './fleet-report-source.ts'
import type { OpenedBucket } from './opened-bucket.ts'

/**
 * Where the reports of an inventory lie, by its configuration as it stands. Sends nothing to the destination, which is
 * reached as the bucket is, or as `destination` says.
 */
export async function reportSourceOf(
  bucket: OpenedBucket,
  id: string,
  destination: OpenedBucket | undefined,
  options: RequestOptions,
): Promise<InventoryReportSource> {
  // What can be said without a request is said before one leaves.
  storeOpener(bucket, destination)
  const { configuration } = await bucket.inventories.get(id, options)
  return fleetReportSource(bucket, configuration, destination)
}
