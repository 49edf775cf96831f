import { isInventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { printable } from '../output/printable.ts'
import { countInWords } from '../output/quantities.ts'
import { ReadingLine } from '../output/reading-line.ts'
import { writeWhole } from '../output/whole-file.ts'
import type { FileInMaking } from '../output/whole-file.ts'

/** Takes text. Resolves when more can be taken; to false where nobody wants more. */
export type TakeText = (text: string) => Promise<boolean>

/** Where rows go. */
export interface RowTarget {
  readonly take: TakeText
  /** Absent: standard output. */
  readonly file?: FileInMaking
  /** Where somebody sees it. */
  readonly line: ReadingLine
}

/**
 * Has rows sent to a file, which is there whole or not at all, or to standard output. `send` says how many it has sent each
 * time, and rejects as reading does.
 */
export async function sendRows(
  out: string | undefined,
  send: (target: RowTarget, onRows: (rows: number) => void) => Promise<void>,
  context: CommandContext,
): Promise<void> {
  let rows = 0
  const onRows = (more: number) => {
    rows += more
  }
  if (out === undefined) {
    await print(
      (target) => send(target, onRows),
      () => rows,
      context,
    )
    return
  }
  await writeWhole(
    out,
    async (file) => {
      const take = async (text: string) => {
        await file.write(text)
        return true
      }
      await withLine(context, (line) => send({ take, file, line }, onRows))
    },
    context,
  )
  context.messages.write(`${countInWords(rows)} rows are in ${printable(out)}\n`)
}

async function print(
  send: (target: RowTarget) => Promise<void>,
  rows: () => number,
  context: CommandContext,
): Promise<void> {
  const { output, outputTakesMore, outputIsTerminal = false, messages } = context
  const take = async (text: string) => {
    output.write(text)
    return (await outputTakesMore?.()) ?? true
  }
  // A line of progress would stand in the middle of the rows.
  const { columns, ...rest } = context
  const shown = outputIsTerminal || columns === undefined ? rest : context
  try {
    await withLine(shown, (line) => send({ take, line }))
  } catch (error) {
    if (isInventoryError(error, 'corrupt-report') && rows() > 0) {
      messages.write(
        `do not rely on the ${countInWords(rows())} rows that were printed: the report is not as its manifest says\n`,
      )
    }
    throw error
  }
}

async function withLine(
  context: Pick<CommandContext, 'messages' | 'columns' | 'now'>,
  run: (line: ReadingLine) => Promise<void>,
): Promise<void> {
  const line = new ReadingLine(context)
  try {
    await run(line)
  } finally {
    line.clear()
  }
}
