import type { RecordField, RequestOptions } from '@bucket-inventory/core'
import { InventoryError } from '@bucket-inventory/core'
import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'

import type { ReportSummary } from './report-summary.ts'
import { ReportTally } from './report-tally.ts'
import { summarizeCounts } from './summarize-counts.ts'
import { summaryFields } from './summary-fields.ts'

export interface SummarizeOptions extends RequestOptions {
  /** Delimiters (`/`) in the longest prefixes that are counted, 0 to 100. Default: 1. */
  readonly depth?: number
  /** Prefixes that are listed, at most; the smaller ones are lumped together. Default: 1,000. */
  readonly prefixes?: number
  /** Only rows that match. Default: all. */
  readonly where?: ReadOptions['where']
  /** What ages count to, epoch milliseconds. Default: the report's time. */
  readonly asOf?: number
  /** Largest objects that are listed. Default: 20. */
  readonly largest?: number
  /** Whether to look for content that is stored more than once. Default: true. */
  readonly duplicates?: boolean
  /** Bytes for finding duplicates; where that is too little only the larger objects are looked at. Default: 64 MiB. */
  readonly memory?: number
  readonly onProgress?: ReadOptions['onProgress']
}

/**
 * Sums up a report in one pass, in bounded memory whatever its size. Numbers are exact but where the summary says otherwise:
 * prefixes that are lumped together, duplicates from a size on.
 */
export async function summarizeReport(
  report: ReportReader,
  options: SummarizeOptions = {},
): Promise<ReportSummary> {
  const { depth = 1, prefixes = 1000, largest = 20, duplicates = true } = options
  const { asOf = report.manifest.time, memory = 64 * 2 ** 20, where, signal, onProgress } = options
  check('depth', depth, 0, 100)
  check('prefixes', prefixes, 1, 1_000_000)
  check('largest', largest, 0, 100_000)
  check('memory', memory, 2 ** 15, 2 ** 40)
  const fields = summaryFields(report.fields, { duplicates, largest: largest > 0 })
  const tally = new ReportTally(fields, { depth, prefixes, largest, duplicates, memory, asOf })
  const reading: ReadOptions = {
    fields,
    ...(where === undefined ? {} : { where }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  }
  for await (const batch of report.batches(reading)) tally.add(batch)
  const { sourceBucket, dialect, time } = report.manifest
  const root = tally.prefixes()
  const { objects, bytes } = root
  return {
    bucket: sourceBucket,
    provider: dialect,
    time,
    asOf,
    ...(where === undefined ? {} : { where }),
    missing: missingFields(report.fields),
    objects,
    ...(bytes === undefined ? {} : { bytes }),
    prefixes: { depth, root },
    ...summarizeCounts(tally),
  }
}

/** What would have said more: one of the columns in a row of it is enough. */
const wanted: readonly (readonly RecordField[])[] = [
  ['size'],
  ['lastModified'],
  ['storageClass'],
  ['etag', 'checksum'],
  ['encryption'],
  ['isMultipartUploaded', 'objectType'],
]

function missingFields(fields: readonly RecordField[]): RecordField[] {
  return wanted
    .filter((any) => !any.some((field) => fields.includes(field)))
    .flatMap(([field]) => field ?? [])
}

function check(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  const range = `${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`
  throw new InventoryError('invalid-input', `${name} is a whole number from ${range}, not ${value}`)
}
