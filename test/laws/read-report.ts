import type { ObjectRecord, RecordField } from '@bucket-inventory/core'
import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'

/** All records of a report. */
export async function readRecords<F extends RecordField = RecordField>(
  report: ReportReader,
  options?: ReadOptions<F>,
): Promise<readonly Pick<ObjectRecord, F>[]> {
  const records: Pick<ObjectRecord, F>[] = []
  for await (const record of report.records(options)) records.push(record)
  return records
}
