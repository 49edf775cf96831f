import type { InventoryConfiguration } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import type { ChecksumRecord } from './checksum-record.ts'
import type { ComparedReport } from './compare-options.ts'

export type Side = 'left' | 'right'

/** One side of a comparison, and all that is known of it. */
export interface ReportSide {
  readonly side: Side
  readonly report: ReportReader
  readonly name: string
  readonly configuration: InventoryConfiguration | undefined
  readonly overdue: boolean
  readonly checksums: AsyncIterable<ChecksumRecord> | undefined
}

export function reportSide(side: Side, given: ReportReader | ComparedReport): ReportSide {
  const compared: ComparedReport = 'report' in given ? given : { report: given }
  const { report, configuration, name, overdue, checksums } = compared
  return {
    side,
    report,
    name: name ?? report.manifest.sourceBucket,
    configuration,
    overdue: overdue ?? false,
    checksums,
  }
}

/** How a side is called in a message: two sides may have the same name. */
export function called({ side, name }: Pick<ReportSide, 'side' | 'name'>): string {
  return `the ${side} side, ${JSON.stringify(name)},`
}

/** Whether the report lists versions, by its columns: so does one whose configuration is not known. */
export function hasVersions({ report }: Pick<ReportSide, 'report'>): boolean {
  return report.fields.includes('versionId')
}
