import type { ProviderName } from '@bucket-inventory/core'

import type { Counted } from '../report/report-summary.ts'

/** What changed between two reports. Plain data; changes are signed, and bytes absent where a report lists none. */
export interface ReportGrowth {
  readonly before: GrowthSide
  readonly after: GrowthSide
  /** Between the starts of the two scans. */
  readonly days: number
  readonly change: Counted
  /** Absent: both scans began at the same time. */
  readonly perDay?: Counted
  /** Delimiters (`/`) in the longest prefixes: the fewer of both summaries. */
  readonly depth: number
  /** What changed most first: by bytes, or by objects where there are no sizes. The empty prefix is not among them. */
  readonly prefixes: readonly PrefixGrowth[]
  /** Absent: a report does not list classes. In the order of the later summary. */
  readonly storageClasses?: readonly StorageClassGrowth[]
}

export interface GrowthSide extends Counted {
  readonly bucket: string
  readonly provider: ProviderName
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
}

export interface PrefixGrowth {
  readonly prefix: string
  /** `unknown`: one of the summaries does not list it by itself, or not exactly. */
  readonly state: 'new' | 'gone' | 'changed' | 'unchanged' | 'unknown'
  readonly before?: Counted
  readonly after?: Counted
  /** Absent of `unknown`. */
  readonly change?: Counted
}

export interface StorageClassGrowth {
  /** The provider's own word, else `unknown`. */
  readonly storageClass: string
  readonly before: Counted
  readonly after: Counted
  readonly change: Counted
}
