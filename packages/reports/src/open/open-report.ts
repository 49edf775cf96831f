import { dialectOf } from '../dialects/known-dialects.ts'
import type { ReportReader } from '../report-reader.ts'
import { DeliveredReport } from './delivered-report.ts'
import { readManifest } from './read-manifest.ts'
import type { OpenableReport, ReadManifestOptions } from './read-manifest.ts'
import { refuseChanges } from './refuse-changes.ts'

export interface OpenReportOptions extends ReadManifestOptions {
  /**
   * Check that the report is complete, its manifest against its checksum, and every file against its size, its MD5 and its
   * count of rows while it streams. Default: true.
   */
  readonly verify?: boolean
}

/**
 * Opens a delivered report: reads its manifest, and no data yet. Rejects as {@link readManifest} does, and with `unsupported`
 * for a change log. The signal is that of the opening; each reading has its own.
 */
export async function openReport(
  reference: OpenableReport,
  options: OpenReportOptions = {},
): Promise<ReportReader> {
  const { store, manifestKey } = reference
  const { verify = true } = options
  const manifest = await readManifest(reference, options)
  refuseChanges(manifest, manifestKey)
  const dialect = dialectOf(manifest.dialect, options)
  return new DeliveredReport({ store, manifestKey, manifest, dialect, verify })
}
