/** Objects and their bytes. */
export interface Counted {
  readonly objects: number
  readonly bytes: number
}

/** What a report comes to. Plain data. */
export interface ReportSummary extends Counted {
  readonly bucket: string
  readonly provider: string
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
}
