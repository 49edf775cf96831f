import { parseInstant } from '@bucket-inventory/core'
import {
  growthText,
  summarizeGrowth,
  summarizeReport,
  summaryPage,
  summaryText,
} from '@bucket-inventory/summary'
import type { ReportSummary } from '@bucket-inventory/summary'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { timeFlag } from '../input/parse-time.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { openReportPlace } from '../input/report-place.ts'
import { wholeNumberFlag } from '../input/whole-number-flag.ts'
import { printable } from '../output/printable.ts'
import { progressInWords, ReadingLine } from '../output/reading-line.ts'
import { requirePage } from '../output/require-page.ts'
import { summarizeDocument } from '../output/summarize-document.ts'
import { writeWhole } from '../output/whole-file.ts'
import { writeJson } from '../output/write-json.ts'

/** `summarize PLACE`: what a report comes to, and what has grown since another. */
export const summarize: RunCommand = async (call, context) => {
  const [place = ''] = call.arguments
  const at = timeFlag(call, 'at')
  const since = sinceOf(call, place)
  const page = valueOf(call, 'html')
  if (page !== undefined) await requirePage(page, context)
  const before =
    since === undefined ? undefined : await summaryOf(since.place, since.at, call, context)
  const summary = await summaryOf(place, at, call, context)
  if (before !== undefined) sayOtherBucket(before, summary, context)
  const growth = before === undefined ? undefined : summarizeGrowth(before, summary)
  if (page !== undefined) {
    const html = summaryPage(summary, growth === undefined ? {} : { growth })
    await writeWhole(page, (file) => file.write(html), context)
  }
  if (call.switches.includes('json')) {
    writeJson(context.output, summarizeDocument(summary, growth, page))
    return 0
  }
  const looks = { colour: context.outputColour ?? false }
  context.output.write(summaryText(summary, looks))
  if (growth !== undefined) context.output.write(`\n${growthText(growth, looks)}`)
  if (page !== undefined) context.messages.write(`the page is ${printable(page)}\n`)
  return 0
}

/** Two buckets may be meant, such as a bucket and what it was moved to, or one may be a mistake. */
function sayOtherBucket(
  before: ReportSummary,
  after: ReportSummary,
  { messages }: CommandContext,
): void {
  if (before.bucket === after.bucket && before.provider === after.provider) return
  const warning = `--since is of the bucket "${before.bucket}", and this of "${after.bucket}": what differs is no growth`
  messages.write(`warning: ${printable(warning)}\n`)
}

interface Since {
  readonly place: string
  readonly at: number | undefined
}

/** A time is of the same place. */
function sinceOf(call: CommandCall, place: string): Since | undefined {
  const text = valueOf(call, 'since')
  if (text === undefined) return undefined
  const time = parseInstant(text)
  return time === undefined ? { place: text, at: undefined } : { place, at: time }
}

async function summaryOf(
  place: string,
  at: number | undefined,
  call: CommandCall,
  context: CommandContext,
): Promise<ReportSummary> {
  const file = valueOf(call, 'configuration')
  const configuration = file === undefined ? undefined : await readConfiguration(file, context)
  const depth = wholeNumberFlag(call, 'depth')
  const { report, residual } = await openReportPlace(place, { at }, context)
  const where = configuration === undefined ? undefined : residual(configuration)
  const line = new ReadingLine(context)
  try {
    return await summarizeReport(report, {
      signal: context.signal,
      ...(depth === undefined ? {} : { depth }),
      ...(where === undefined ? {} : { where }),
      onProgress: (progress) => {
        line.tell((seconds) => progressInWords(progress, seconds))
      },
    })
  } finally {
    line.clear()
  }
}
