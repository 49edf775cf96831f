import type { RecordField } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import type { CommandContext } from '../command.ts'
import type { RowFilter } from '../input/filter-flags.ts'
import { ReadingLine } from '../output/reading-line.ts'
import type { RowWriter } from './row-writer.ts'

export interface CopyRowsOptions {
  readonly fields: readonly RecordField[]
  readonly where: RowFilter
  readonly writer: RowWriter
  /** Told of rows that were handed on, and of escapes in keys that are none. */
  readonly onRows: (rows: number, malformedEscapes: number) => void
}

/** Writes what a report gives, as fast as it is taken, with a line of progress where somebody sees it. */
export async function copyRows(
  report: ReportReader,
  { fields, where, writer, onRows }: CopyRowsOptions,
  context: Pick<CommandContext, 'messages' | 'columns' | 'now' | 'signal'>,
): Promise<void> {
  const { signal } = context
  const line = new ReadingLine(context)
  const onProgress = line.tell.bind(line)
  try {
    for await (const batch of report.batches({ fields, where, signal, onProgress })) {
      const isWanted = await writer.write(batch)
      onRows(batch.length, batch.malformedEscapes)
      if (!isWanted) return
    }
    await writer.end()
  } finally {
    line.clear()
  }
}
