import { formatInstant } from '@bucket-inventory/core'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

import type { CommandContext, RunCommand } from '../command.ts'
import { timeFlag } from '../input/parse-time.ts'
import { openReportPlace } from '../input/report-place.ts'
import { printable } from '../output/printable.ts'
import { countInWords } from '../output/quantities.ts'
import { progressInWords, ReadingLine } from '../output/reading-line.ts'
import type { VerifyOutput } from '../output/verify-output.ts'
import { writeJson } from '../output/write-json.ts'

/** `verify PLACE`: reads all of a report, and says how much is as its manifest says. */
export const verify: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { report, manifest } = await openReportPlace(text, { at: timeFlag(call, 'at') }, context)
  const { files, rows, bytes } = await verified(report, context)
  if (call.switches.includes('json')) {
    const { time, format } = report.manifest
    const document = { manifest, time: formatInstant(time), format, files, rows, bytes }
    writeJson(context.output, document satisfies VerifyOutput)
  } else {
    context.output.write(
      `verified ${printable(manifest)}: ${counted(files, 'file')}, ${counted(rows, 'row')}, ${counted(bytes, 'byte')}\n`,
    )
  }
  return 0
}

async function verified(report: ReportReader, context: CommandContext): Promise<ReadProgress> {
  const line = new ReadingLine(context)
  let last = { bytes: 0, totalBytes: 0, rows: 0, files: 0, totalFiles: 0 }
  const onProgress = (progress: ReadProgress) => {
    last = progress
    line.tell((seconds) => progressInWords(progress, seconds))
  }
  try {
    await report.verify({ signal: context.signal, onProgress })
    return last
  } finally {
    line.clear()
  }
}

function counted(count: number, what: string): string {
  return `${countInWords(count)} ${what}${count === 1 ? '' : 's'}`
}
