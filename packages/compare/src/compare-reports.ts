import type { ReportReader } from '@bucket-inventory/reports'

import type { ComparedReport, CompareOptions } from './compare-options.ts'
import type { Comparison } from './comparison.ts'
import { matchReports } from './join/match-reports.ts'
import { prepareComparison } from './prepare-comparison.ts'
import { RunningComparison } from './running-comparison.ts'

/**
 * Compares two reports: the left side is the source, the right side its copy. Reads nothing before the comparison is iterated or
 * its summary is asked for. What cannot be compared as asked throws at once: `invalid-input` for options that cannot be meant,
 * `invalid-configuration` for reports that lack what is needed or list different things, `incomplete-report` for one that is
 * overdue. Memory stays within its budget whatever the reports' size; what is written to disk is removed whatever happens.
 */
export function compareReports(
  left: ReportReader | ComparedReport,
  right: ReportReader | ComparedReport,
  options: CompareOptions = {},
): Comparison {
  return new RunningComparison({
    ...prepareComparison({ left, right }, options),
    match: matchReports,
  })
}
