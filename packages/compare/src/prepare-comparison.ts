import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import { checkedOptions } from './check-options.ts'
import type { ComparedReport, CompareOptions } from './compare-options.ts'
import { called, reportSide } from './compared-report.ts'
import type { ReportSide } from './compared-report.ts'
import { warningsOfReports } from './comparison-warnings.ts'
import { requirements } from './requirements.ts'
import type { PreparedComparison } from './run-comparison.ts'
import { comparedScope } from './scope.ts'
import { watermark } from './watermark.ts'

/** Everything that can be refused before a row is read is refused here. */
export function prepareComparison(
  given: {
    readonly left: ReportReader | ComparedReport
    readonly right: ReportReader | ComparedReport
  },
  options: CompareOptions,
): Omit<PreparedComparison, 'match'> {
  const checked = checkedOptions(options)
  const left = reportSide('left', given.left)
  const right = reportSide('right', given.right)
  if (!checked.allowOverdue) [left, right].forEach(refuseOverdue)
  const missing = requirements(left, right, checked)
  const { warnings, ...scope } = comparedScope(left, right, checked)
  return {
    left,
    right,
    scope,
    options: checked,
    mark: watermark({
      leftTime: left.report.manifest.time,
      rightTime: right.report.manifest.time,
      margin: checked.margin,
      live: checked.live,
    }),
    warnings: [...warningsOfReports(left, right), ...warnings, ...missing],
  }
}

function refuseOverdue(side: ReportSide): void {
  if (!side.overdue) return
  const time = formatInstant(side.report.manifest.time)
  throw new InventoryError(
    'incomplete-report',
    `${called(side)} has a report of ${time}, though a newer one should be there: wait for it, or allow that it is overdue`,
    { retryable: true },
  )
}
