import type { InventoryReportSource } from '@bucket-inventory/client'
import { formatInstant, formatLocation, isInventoryError } from '@bucket-inventory/core'
import { findReport, listReports } from '@bucket-inventory/reports'
import type { ReportReference } from '@bucket-inventory/reports'

import { valueOf } from '../command.ts'
import type { CommandContext, RunCommand } from '../command.ts'
import { inventoryPlace } from '../input/inventory-place.ts'
import { openProviders } from '../input/open-providers.ts'
import { requireOssRegion } from '../input/settings.ts'
import { wholeNumberFlag } from '../input/whole-number-flag.ts'
import { painter } from '../output/colour.ts'
import { deliveryDocuments } from '../output/delivery-document.ts'
import { printable } from '../output/printable.ts'
import { reportTable } from '../output/report-table.ts'
import type { ReportsOutput } from '../output/reports-output.ts'
import { writeJson } from '../output/write-json.ts'

/** `reports s3://B#ID`: a row for each delivery, newest first; 1 where one of them cannot be read. */
export const reports: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { location, id } = inventoryPlace(text)
  const limit = wholeNumberFlag(call, 'limit') ?? 20
  const kind = valueOf(call, 'kind') === 'incremental' ? 'incremental' : 'full'
  const { signal, output } = context
  requireOssRegion(location, context.environment)
  const { client } = await openProviders(context)
  const source = await client.reportSource(location, id, { signal })
  const newest: ReportReference[] = []
  for await (const reference of listReports(source, { kind, signal })) {
    newest.push(reference)
    if (newest.length >= limit) break
  }
  const destination = { ...location, bucket: source.destinationBucket }
  const deliveries = await deliveryDocuments(newest, destination, signal)
  const next = kind === 'full' ? await expectation(source, context) : {}
  const place = formatLocation(location)
  const document: ReportsOutput = { location: place, id, kind, reports: [...deliveries], ...next }
  sayWhatIsWrong(document, source.destinationBucket, context)
  if (call.switches.includes('json')) writeJson(output, document)
  else output.write(reportTable(deliveries, context.now()))
  return deliveries.some(({ error }) => error !== undefined) ? 1 : 0
}

/** Nothing where no report is complete yet, or the schedule says nothing. */
async function expectation(
  source: InventoryReportSource,
  { signal, now }: CommandContext,
): Promise<Pick<ReportsOutput, 'expectedBy' | 'overdue'>> {
  try {
    const clock = () => now().getTime()
    const { expectedBy, overdue = false } = await findReport(source, { signal, now: clock })
    return expectedBy === undefined ? {} : { expectedBy: formatInstant(expectedBy), overdue }
  } catch (error) {
    if (isInventoryError(error, 'not-found')) return {}
    throw error
  }
}

function sayWhatIsWrong(
  { location, id, kind, reports, expectedBy, overdue }: ReportsOutput,
  bucket: string,
  { messages, colour }: CommandContext,
): void {
  const paint = painter(colour)
  for (const { error } of reports) {
    if (error !== undefined) {
      messages.write(`${paint('red', 'error')}: ${printable(error.message)}\n`)
    }
  }
  if (reports.length === 0) {
    const what = kind === 'full' ? 'report' : 'change log'
    messages.write(
      `bucket ${printable(bucket)} has no ${what} of ${printable(`${location}#${id}`)} yet\n`,
    )
  }
  if (expectedBy === undefined) return
  messages.write(
    overdue === true
      ? `${paint('yellow', 'overdue')}: the next report was expected by ${expectedBy}\n`
      : `the next report is expected by ${expectedBy}\n`,
  )
}
