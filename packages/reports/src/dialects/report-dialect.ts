import type { ProviderVocabulary, Schedule } from '@bucket-inventory/core'

/** A manifest as its JSON has it, before anything of it is believed. */
export type WrittenManifest = Readonly<Record<string, unknown>>

/**
 * What makes the reports of one provider different: where they lie, when they are complete, how their manifest and their
 * values are written. Data and a few pure functions; no request, no SDK.
 */
export interface ReportDialect {
  /** Of the provider, as its adapter is named: `aws-s3`. */
  readonly name: string
  readonly vocabulary: ProviderVocabulary
  /** The object whose arrival completes a delivery, in its folder: `manifest.checksum`, `manifest.json`. */
  readonly completedBy: string
  /** The object beside a manifest that holds its MD5. Absent: the provider writes none. */
  readonly checksumObject?: string
  /** Milliseconds from the start of a scan within which its report is complete, as a rule. */
  readonly deliveredWithin: number
  /**
   * When the scan after one begun at `last` begins, as a rule, epoch milliseconds; `undefined` where there is none. Absent: a
   * day, a week or 31 days later.
   */
  readonly nextScan?: (schedule: Schedule, last: number) => number | undefined
  /** Whether a manifest is one of this provider. */
  readonly recognises: (manifest: WrittenManifest) => boolean
  /** Whether a manifest is that of a change log. */
  readonly isIncremental: (manifest: WrittenManifest) => boolean
  /** Start of the scan, epoch milliseconds; `undefined` where the manifest has none that is sane. */
  readonly time: (manifest: WrittenManifest) => number | undefined
  /** End of what a change log covers, epoch milliseconds. Absent: the provider has no change logs. */
  readonly until?: (manifest: WrittenManifest) => number | undefined
  /** Start of the scan of a delivery's folder, such as `2026-11-20T01-00Z`; `undefined` for any other folder. */
  readonly timeOfFolder: (name: string) => number | undefined
  /** Folder, below that of the inventory, of the incremental deliveries. Absent: the provider has none. */
  readonly incrementalFolder?: string
  readonly csv: CsvConventions
}

/** How values are written in CSV. */
export interface CsvConventions {
  /** `url`: percent-encoded UTF-8 with `+` as space. */
  readonly keyEncoding: 'url' | 'raw'
  /** Words that stand for no value beside the empty text, such as `null`. */
  readonly missing: readonly string[]
  /** `hyphens`: `2025-04-14T07-06-00Z`; `iso`: with colons. Either is read in both; this one is tried first. */
  readonly instant: 'iso' | 'hyphens'
}
