import { filteredReport } from '@bucket-inventory/client'
import { InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, RecordField } from '@bucket-inventory/core'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { filterFlags } from '../input/filter-flags.ts'
import { timeFlag } from '../input/parse-time.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { recordFields } from '../input/record-fields.ts'
import { openReportPlace } from '../input/report-place.ts'
import type { OpenedReport } from '../input/report-place.ts'
import { countInWords } from '../output/quantities.ts'
import { progressInWords } from '../output/reading-line.ts'
import { textRowWriter } from '../rows/row-writer.ts'
import type { RowWriter } from '../rows/row-writer.ts'
import { sendRows } from '../rows/send-rows.ts'
import type { RowTarget } from '../rows/send-rows.ts'

/** `read PLACE`: the rows of a report, as lines or as a file. */
export const read: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { signal, messages } = context
  const format = formatOf(call)
  const out = valueOf(call, 'out')
  const asked = valueOf(call, 'fields')
  const chosen = asked === undefined ? undefined : recordFields(asked)
  const where = filterFlags(call)
  const at = timeFlag(call, 'at')
  const file = valueOf(call, 'configuration')
  const configuration = file === undefined ? undefined : await readConfiguration(file, context)
  const verify = !call.switches.includes('no-verify')
  const report = withResidual(await openReportPlace(text, { at, verify }, context), configuration)
  const fields = chosen ?? report.fields
  sayMissing(fields, report, context)

  let malformedEscapes = 0
  const send = async (target: RowTarget, onRows: (rows: number) => void) => {
    const writer = await writerOf(format, fields, target)
    const options = {
      fields,
      where,
      signal,
      onProgress: (progress: ReadProgress) => {
        target.line.tell((seconds) => progressInWords(progress, seconds))
      },
    }
    for await (const batch of report.batches(options)) {
      malformedEscapes += batch.malformedEscapes
      const isWanted = await writer.write(batch)
      onRows(batch.length)
      if (!isWanted) return
    }
    await writer.end()
  }
  await sendRows(out, send, context)
  if (malformedEscapes > 0) {
    messages.write(
      `${countInWords(malformedEscapes)} times a key has a % that begins no escape: kept as it is\n`,
    )
  }
  return 0
}

type Format = 'ndjson' | 'csv' | 'parquet'

function formatOf(call: CommandCall): Format {
  const format = valueOf(call, 'format')
  if (format === 'parquet' && valueOf(call, 'out') === undefined) {
    throw new InventoryError('invalid-input', 'Parquet is written to a file: add --out FILE')
  }
  return format === 'csv' || format === 'parquet' ? format : 'ndjson'
}

function withResidual(
  { report, residual }: OpenedReport,
  configuration: InventoryConfiguration | undefined,
): ReportReader {
  const left = configuration === undefined ? undefined : residual(configuration)
  return left === undefined ? report : filteredReport(report, left)
}

function sayMissing(
  fields: readonly RecordField[],
  report: ReportReader,
  { messages }: CommandContext,
): void {
  const missing = fields.filter((field) => !report.fields.includes(field))
  if (missing.length === 0) return
  messages.write(`the report has no column for ${missing.join(', ')}: no row has a value there\n`)
}

async function writerOf(
  format: Format,
  fields: readonly RecordField[],
  { take, file }: RowTarget,
): Promise<RowWriter> {
  if (format !== 'parquet' || file === undefined) {
    return textRowWriter(format === 'csv' ? 'csv' : 'ndjson', fields, take)
  }
  const { parquetRowWriter } = await import('../rows/parquet-row-writer.ts')
  return parquetRowWriter(fields, file)
}
