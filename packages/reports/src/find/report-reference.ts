import type { ProviderName, ReportStore, Schedule } from '@bucket-inventory/core'

/** Where the deliveries of one inventory lie. The fields are those of its configuration, its bucket and its provider. */
export interface ReportSource {
  /** Of the destination bucket. */
  readonly store: ReportStore
  readonly provider: ProviderName
  readonly sourceBucket: string
  readonly id: string
  /** Of the destination, with a slash at its end or without. Default: none. */
  readonly prefix?: string
  /** By which a delivery is known to be overdue. */
  readonly schedule?: Schedule
}

/** One delivery, complete or not. */
export interface ReportReference {
  readonly store: ReportStore
  readonly manifestKey: string
  /** Start of the scan, epoch milliseconds: objects changed later are not evidence. */
  readonly time: number
  readonly kind: 'full' | 'incremental'
  readonly state: 'complete' | 'in-progress'
  /** Whose it must be, where that is known: another's manifest in its place is refused. */
  readonly source?: { readonly bucket: string; readonly id: string }
}
