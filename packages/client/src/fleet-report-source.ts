import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, ReportStore } from '@bucket-inventory/core'
import type { ReportSource } from '@bucket-inventory/reports'

import { destinationStore } from './destination-store.ts'
import type { FleetBucket } from './fleet.ts'

/** Where the reports of an inventory lie, and the name of the bucket that its store is. */
export interface InventoryReportSource extends ReportSource {
  readonly destinationBucket: string
  /** What says where they lie: as it stands, or as it is declared. */
  readonly configuration: InventoryConfiguration
}

type Reached = Pick<FleetBucket, 'location' | 'inventories'>

/**
 * Where the reports of an inventory of a bucket lie, by this configuration. Sends nothing. The destination is reached as the
 * bucket is, or as `destination` says. Throws `unsupported` where the provider reads no objects, `invalid-input` where
 * `destination` is another bucket than the configuration's.
 */
export function fleetReportSource(
  { location, inventories }: Reached,
  configuration: InventoryConfiguration,
  destination?: Reached,
): InventoryReportSource {
  const { provider, bucket } = inventories
  const openStore = storeOpener({ location, inventories }, destination)
  const { id, schedule, destination: told } = configuration
  if (destination !== undefined && destination.location.bucket !== told.bucket) {
    throw new InventoryError(
      'invalid-input',
      `inventory "${id}" is delivered to bucket "${told.bucket}", not to "${formatLocation(destination.location)}"`,
    )
  }
  const whose = `inventory "${id}" of bucket "${bucket}"`
  return {
    store: destinationStore(openStore(told.bucket), told.bucket, whose),
    destinationBucket: told.bucket,
    configuration,
    provider: provider.name,
    sourceBucket: bucket,
    id,
    schedule,
    ...(told.prefix === undefined ? {} : { prefix: told.prefix }),
  }
}

/** What opens the destination's store. Throws `unsupported` where the provider reads no objects. */
export function storeOpener(
  bucket: Reached,
  destination: Reached = bucket,
): (bucket: string) => ReportStore {
  const { provider } = destination.inventories
  const { reportStore } = provider
  if (reportStore !== undefined) return (name) => reportStore.call(provider, name)
  throw new InventoryError(
    'unsupported',
    `"${formatLocation(destination.location)}": ${provider.name} reads no objects, and so no reports; download them, and read the folder`,
  )
}
