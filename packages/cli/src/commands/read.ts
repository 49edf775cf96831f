import { filteredReport } from '@bucket-inventory/client'
import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, RecordField } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { filterFlags } from '../input/filter-flags.ts'
import type { RowFilter } from '../input/filter-flags.ts'
import { timeFlag } from '../input/parse-time.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { recordFields } from '../input/record-fields.ts'
import { openReportPlace } from '../input/report-place.ts'
import type { OpenedReport } from '../input/report-place.ts'
import { printable } from '../output/printable.ts'
import { countInWords } from '../output/quantities.ts'
import { writeWhole } from '../output/whole-file.ts'
import type { FileInMaking } from '../output/whole-file.ts'
import { copyRows } from '../rows/copy-rows.ts'
import { textRowWriter } from '../rows/row-writer.ts'
import type { RowWriter } from '../rows/row-writer.ts'

/** `read PLACE`: the rows of a report, as lines or as a file. */
export const read: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const request = requestOf(call)
  const file = valueOf(call, 'configuration')
  const configuration = file === undefined ? undefined : await readConfiguration(file, context)
  const verify = !call.switches.includes('no-verify')
  const opened = await openReportPlace(text, { at: timeFlag(call, 'at'), verify }, context)
  const report = withResidual(opened, configuration)
  const fields = request.fields ?? report.fields
  sayMissing(fields, report, context)
  if (request.out === undefined) await print(report, fields, request, context)
  else await save(report, fields, { ...request, out: request.out }, context)
  return 0
}

type Format = 'ndjson' | 'csv' | 'parquet'

/** What the flags ask for. */
interface ReadRequest {
  readonly format: Format
  readonly where: RowFilter
  /** Default: all that the report has. */
  readonly fields: readonly RecordField[] | undefined
  /** Default: standard output. */
  readonly out: string | undefined
}

function requestOf(call: CommandCall): ReadRequest {
  const written = valueOf(call, 'format')
  const format = written === 'csv' || written === 'parquet' ? written : 'ndjson'
  const out = valueOf(call, 'out')
  if (format === 'parquet' && out === undefined) {
    throw new InventoryError('invalid-input', 'Parquet is written to a file: add --out FILE')
  }
  const fields = valueOf(call, 'fields')
  return {
    format,
    out,
    where: filterFlags(call),
    fields: fields === undefined ? undefined : recordFields(fields),
  }
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

async function print(
  report: ReportReader,
  fields: readonly RecordField[],
  { format, where }: ReadRequest,
  context: CommandContext,
): Promise<void> {
  const { output, outputTakesMore, outputIsTerminal = false, messages } = context
  const writer = textRowWriter(format === 'csv' ? 'csv' : 'ndjson', fields, async (text) => {
    output.write(text)
    return (await outputTakesMore?.()) ?? true
  })
  const counts = new Counts()
  // A line of progress would stand in the middle of the rows.
  const { columns, ...rest } = context
  const told = outputIsTerminal || columns === undefined ? rest : context
  try {
    await copyRows(report, { fields, where, writer, onRows: counts.add }, told)
  } catch (error) {
    if (isInventoryError(error, 'corrupt-report') && counts.rows > 0) {
      messages.write(
        `do not rely on the ${countInWords(counts.rows)} rows that were printed: the report is not as its manifest says\n`,
      )
    }
    throw error
  }
  counts.sayEscapes(context)
}

async function save(
  report: ReportReader,
  fields: readonly RecordField[],
  { format, where, out }: ReadRequest & { readonly out: string },
  context: CommandContext,
): Promise<void> {
  const counts = new Counts()
  await writeWhole(
    out,
    async (file) => {
      const writer = await fileWriter(format, fields, file)
      await copyRows(report, { fields, where, writer, onRows: counts.add }, context)
    },
    context,
  )
  counts.sayEscapes(context)
  context.messages.write(`${countInWords(counts.rows)} rows are in ${printable(out)}\n`)
}

async function fileWriter(
  format: Format,
  fields: readonly RecordField[],
  file: FileInMaking,
): Promise<RowWriter> {
  if (format === 'parquet') {
    const { parquetRowWriter } = await import('../rows/parquet-row-writer.ts')
    return parquetRowWriter(fields, file)
  }
  return textRowWriter(format, fields, async (text) => {
    await file.write(text)
    return true
  })
}

class Counts {
  rows = 0
  #escapes = 0

  readonly add = (rows: number, escapes: number): void => {
    this.rows += rows
    this.#escapes += escapes
  }

  sayEscapes({ messages }: CommandContext): void {
    if (this.#escapes === 0) return
    messages.write(
      `${countInWords(this.#escapes)} times a key has a % that begins no escape: kept as it is\n`,
    )
  }
}
