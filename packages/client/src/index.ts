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
export type { InventoryReportSource } from './report-source-of.ts'
export type {
  FleetBucket,
  FleetOptions,
  FleetOutcome,
  OverFleetOptions,
  SelectedBuckets,
} from './fleet.ts'
