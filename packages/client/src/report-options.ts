import type { InventoryConfiguration, Location, RequestOptions } from '@bucket-inventory/core'
import type {
  FindReportOptions,
  ListReportsOptions,
  OpenReportOptions,
} from '@bucket-inventory/reports'

/** How to reach the reports of an inventory. */
export interface ReportSourceOptions extends RequestOptions {
  /**
   * The destination bucket, where it takes another connection, region or profile than the bucket that is listed:
   * `s3://audit@reports`. Must be the bucket that the configuration names. Default: reached as the listed one is.
   */
  readonly destination?: string | Location
}

export interface ListInventoryReportsOptions extends ReportSourceOptions, ListReportsOptions {}

export interface FindInventoryReportOptions extends ReportSourceOptions, FindReportOptions {}

export interface OpenInventoryReportOptions
  extends ReportSourceOptions, OpenReportOptions, Pick<FindReportOptions, 'at'> {
  /**
   * The configuration as it was written, of which the service holds no emulated filter: what the service does not apply is
   * applied to every reading. Default: the report is read as it was delivered.
   */
  readonly configuration?: InventoryConfiguration
}

export interface ComparedReportOptions
  extends FindInventoryReportOptions, Pick<OpenReportOptions, 'verify'> {
  /** What the report was made by, as it was written. Default: as the service holds it now, where it can be read. */
  readonly configuration?: InventoryConfiguration
  /** How the comparison calls this side. Default: the place. */
  readonly name?: string
}
