import type { DeliveryOptions } from './delivery.ts'
import type { ReportColumn, ScannedVersion } from './report-column.ts'

/** One of the formats that the files of a report may have. */
export interface ReportFormat {
  /** What the names of its files end in, without the dot. */
  readonly ending: string
  /** What a manifest says of the columns. */
  readonly schema: (columns: readonly ReportColumn[]) => string
  readonly write: (
    columns: readonly ReportColumn[],
    rows: readonly ScannedVersion[],
    options: Pick<DeliveryOptions, 'rowsPerGroup'>,
  ) => Promise<Buffer>
}

/** The schema of CSV: the names of the columns. */
export function namedInSchema(columns: readonly Pick<ReportColumn, 'name'>[]): string {
  return columns.map(({ name }) => name).join(', ')
}
