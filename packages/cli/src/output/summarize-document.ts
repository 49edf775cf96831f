import { formatInstant } from '@bucket-inventory/core'
import type {
  GrowthSide,
  LargeObject,
  ReportGrowth,
  ReportSummary,
} from '@bucket-inventory/summary'

/** A summary as `summarize --json` prints it: the same, with instants as text. */
export function summarizeDocument(
  summary: ReportSummary,
  growth: ReportGrowth | undefined,
  page: string | undefined,
) {
  const { time, asOf, largest } = summary
  return {
    ...summary,
    time: formatInstant(time),
    asOf: formatInstant(asOf),
    ...(largest === undefined ? {} : { largest: largest.map(largeDocument) }),
    ...(growth === undefined ? {} : { growth: growthDocument(growth) }),
    ...(page === undefined ? {} : { page }),
  }
}

function largeDocument({ lastModified, ...object }: LargeObject) {
  return {
    ...object,
    ...(lastModified === undefined ? {} : { lastModified: formatInstant(lastModified) }),
  }
}

function growthDocument({ before, after, ...growth }: ReportGrowth) {
  return { before: sideDocument(before), after: sideDocument(after), ...growth }
}

function sideDocument({ time, ...side }: GrowthSide) {
  return { ...side, time: formatInstant(time) }
}
