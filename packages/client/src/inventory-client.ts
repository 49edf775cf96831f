import type { ComparedReport, ConfirmObject } from '@bucket-inventory/compare'
import type {
  BucketInventories,
  BucketScope,
  Declaration,
  DeleteConfigurationOptions,
  InventoryConfiguration,
  Location,
  Plan,
  ProviderName,
  PutConfigurationOptions,
  PutReport,
  RequestOptions,
  StepOutcome,
  StoredInventory,
  Translation,
  UnreadableEntry,
} from '@bucket-inventory/core'
import type { FoundReport, ReportReader, ReportReference } from '@bucket-inventory/reports'

import type { ApplyOptions } from './apply-options.ts'
import type { FleetSource } from './fleet-of.ts'
import type { InventoryReportSource } from './fleet-report-source.ts'
import type { FleetBucket, FleetOptions } from './fleet.ts'
import type { MigrationOptions } from './migration-options.ts'
import type { PlanOptions } from './plan-options.ts'
import type {
  ComparedReportOptions,
  FindInventoryReportOptions,
  ListInventoryReportsOptions,
  OpenInventoryReportOptions,
  ReportSourceOptions,
} from './report-options.ts'

/**
 * Several providers behind one facade. A location is written as text (`s3://photos`, `oss://prod@photos-cn`) or parsed;
 * where one inventory is meant, its id is an argument or part of the text (`s3://photos#daily`). Safe to share. Every
 * rejection is an `InventoryError`, but for an aborted signal's own reason.
 */
export interface InventoryClient {
  /** The inventories of one bucket. Sends nothing; throws `invalid-input` for a scheme or connection that is not known. */
  bucket(location: string | Location): BucketInventories

  /** Pure: what would be sent to a bucket of this scope, and every finding. */
  translate(
    configuration: InventoryConfiguration,
    to: BucketScope & { readonly provider: ProviderName },
  ): Translation

  /** Writes what the policy accepts, and reads until it shows. */
  put(
    location: string | Location,
    configuration: InventoryConfiguration,
    options?: PutConfigurationOptions,
  ): Promise<PutReport>

  /** Rejects with `not-found` if the bucket has no such inventory. */
  get(inventory: string, options?: RequestOptions): Promise<StoredInventory>
  get(location: string | Location, id: string, options?: RequestOptions): Promise<StoredInventory>

  /** All of them. An entry that cannot be read comes as its error and does not end the list. */
  list(
    location: string | Location,
    options?: RequestOptions,
  ): AsyncIterable<StoredInventory | UnreadableEntry>

  /** Deleting what is not there succeeds, and says so. */
  delete(
    inventory: string,
    options?: DeleteConfigurationOptions,
  ): Promise<{ readonly existed: boolean }>
  delete(
    location: string | Location,
    id: string,
    options?: DeleteConfigurationOptions,
  ): Promise<{ readonly existed: boolean }>

  /**
   * What would make the declared inventories be there, and nothing else. Looks; changes nothing. Rejects with
   * `invalid-configuration` with every problem of the declaration at once: `problems` name paths in it. Where a connection
   * throttles, all of its buckets wait. A bucket that cannot be looked at gives `unreadable` steps and does not end the plan.
   */
  plan(declaration: Declaration, options?: PlanOptions): Promise<Plan>

  /**
   * The buckets of a declaration for which something is declared, or those of some places, each once: an inventory means
   * itself, a bucket all that it has. Lists the buckets of connections that selectors name, asking for tags only where a
   * selector goes by them and only for buckets whose name fits, and sends nothing else. Rejects with `invalid-configuration`
   * with every problem of a declaration at once, with `invalid-input` for a place that is none, and with what `onSelected`
   * rejects with. What to do with it: {@link overFleet}.
   */
  fleet(source: FleetSource, options?: FleetOptions): Promise<readonly FleetBucket[]>

  /**
   * What would copy every inventory of one bucket to another, between providers or on one. Looks; changes nothing. What
   * needs a value gives a `blocked` step whose findings say which; `missingInputs` collects them. Rejects with
   * `invalid-input` with every problem of the inputs at once, and with whatever keeps one of the buckets from being read.
   */
  planMigration(
    from: string | Location,
    to: string | Location,
    options?: MigrationOptions,
  ): Promise<Plan>

  /**
   * Carries out a plan of either kind: the only executor. Writes before it deletes, bucket by bucket; looks at what is there
   * right before it changes it, and fails the step with `conflict` if that is no longer what the plan saw. Never rejects
   * because of a single step or an abort: an outcome for each step, in the order of the plan. What was done stays done, and
   * the same plan can be applied again.
   */
  apply(plan: Plan, options?: ApplyOptions): Promise<readonly StepOutcome[]>

  /**
   * Where the reports of an inventory lie, by its configuration as it stands: what the functions of
   * `@bucket-inventory/reports` take. Rejects with `not-found` if the bucket has no such inventory, `unsupported` where the
   * provider reads no objects.
   */
  reportSource(inventory: string, options?: ReportSourceOptions): Promise<InventoryReportSource>
  reportSource(
    location: string | Location,
    id: string,
    options?: ReportSourceOptions,
  ): Promise<InventoryReportSource>

  /**
   * Every delivery, newest first, complete or in progress. Rejects with `permission-denied` that names the destination bucket
   * where that cannot be read.
   */
  listReports(
    inventory: string,
    options?: ListInventoryReportsOptions,
  ): AsyncIterable<ReportReference>
  listReports(
    location: string | Location,
    id: string,
    options?: ListInventoryReportsOptions,
  ): AsyncIterable<ReportReference>

  /** The newest complete report, or the newest not after `at`, and by when the next is expected. */
  findReport(inventory: string, options?: FindInventoryReportOptions): Promise<FoundReport>
  findReport(
    location: string | Location,
    id: string,
    options?: FindInventoryReportOptions,
  ): Promise<FoundReport>

  /** The same, opened: its manifest is read, and no data yet. */
  openReport(inventory: string, options?: OpenInventoryReportOptions): Promise<ReportReader>
  openReport(
    location: string | Location,
    id: string,
    options?: OpenInventoryReportOptions,
  ): Promise<ReportReader>

  /**
   * A side of a comparison: the newest report of an inventory (`s3://photos#daily`), or one by its manifest
   * (`s3://reports/photos/daily/2026-11-20T01-00Z/manifest.json`), with the configuration that it was made by and whether it
   * is overdue. The configuration of a manifest is looked for by its key, and absent where it cannot be read.
   */
  comparedReport(place: string, options?: ComparedReportOptions): Promise<ComparedReport>

  /**
   * Looks at single objects of two listed buckets, for the `confirm` of a comparison. Sends nothing yet; throws `unsupported`
   * where a provider looks at none. A key that cannot be asked for rejects with `unsupported`.
   */
  confirmObjects(left: string | Location, right: string | Location): ConfirmObject
}
