export { createInventoryClient } from './create-inventory-client.ts'
export type { InventoryClientOptions } from './create-inventory-client.ts'
export { filteredReport } from './filtered-report.ts'
export type { InventoryClient } from './inventory-client.ts'
export type { KnownProviders } from './resolve-location.ts'
export type { ApplyOptions } from './apply-options.ts'
export type { MigrationInputs, MigrationOptions, MigrationValues } from './migration-options.ts'
export { missingInputs } from './missing-inputs.ts'
export type { MissingInput, MissingValue } from './missing-inputs.ts'
export { parseMigrationInputs } from './parse-migration-inputs.ts'
export type { PlanOptions } from './plan-options.ts'
export type {
  ComparedReportOptions,
  FindInventoryReportOptions,
  ListInventoryReportsOptions,
  OpenInventoryReportOptions,
  ReportSourceOptions,
} from './report-options.ts'
export type {
  FleetBucket,
  FleetOptions,
  FleetOutcome,
  OverFleetOptions,
  SelectedBuckets,
} from './fleet.ts'
export type { FleetPlace, FleetSource } from './fleet-of.ts'
export { fleetAccess } from './fleet-access.ts'
export type { FleetAccess, FleetAccessOptions, UnreadableInventory } from './fleet-access.ts'
export { fleetReportSource } from './fleet-report-source.ts'
export type { InventoryReportSource } from './fleet-report-source.ts'
export { lookAtFleetBucket } from './look-at-fleet-bucket.ts'
export type { FleetBucketState } from './look-at-fleet-bucket.ts'
export { overFleet } from './over-fleet.ts'
export type { FleetWork } from './over-fleet.ts'
