import type { ComparisonSummary, JobTool } from '@bucket-inventory/compare'
import { comparisonText } from '@bucket-inventory/summary'

import type { CommandContext } from '../command.ts'
import type { ListFormat } from '../input/compare-flags.ts'
import { painter } from '../output/colour.ts'
import type { WrittenComparison } from '../output/compare-document.ts'
import { exampleLines } from '../output/example-lines.ts'
import type { FirstExamples } from '../output/first-examples.ts'
import { printable } from '../output/printable.ts'
import { shellWord } from '../output/shell-word.ts'

export interface SaidComparison {
  readonly summary: ComparisonSummary
  readonly examples: FirstExamples
  readonly written: WrittenComparison
  /** Of the list in the folder. */
  readonly format: ListFormat
}

/** Tells a person what a comparison came to, and what to do next. */
export function sayComparison(said: SaidComparison, context: CommandContext): void {
  const { summary, examples } = said
  const { output, outputColour = false, outputIsTerminal = false, columns } = context
  const isWide = outputIsTerminal && columns !== undefined && columns >= narrowest
  const options = { colour: outputColour, ...(isWide ? { width: columns } : {}) }
  const paint = painter(outputColour)
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ''
      : `\n${paint('bold', title)}\n${lines.map((line) => `  ${line}\n`).join('')}`
  output.write(comparisonText(summary, options))
  output.write(block('First of each', exampleLines(examples)))
  output.write(block('Next', nextSteps(said)))
}

/** What the text can be fitted into. */
const narrowest = 20

function nextSteps({ summary, written, format }: SaidComparison): string[] {
  const { folder, page } = written
  const { missing, ...counts } = summary.counts
  const broken = missing + counts['size-differs'] + counts['content-differs']
  const mover = moverOf(summary)
  const again =
    folder === undefined
      ? `compare again with --out FOLDER, then: bucket-inventory job FOLDER --for ${mover}`
      : format === 'ndjson'
        ? `bucket-inventory job ${shellWord(folder)} --for ${mover}`
        : `compare again with --format ndjson, of which bucket-inventory job makes a list`
  return [
    ...(broken === 0 ? [] : [again]),
    ...(page === undefined ? [] : [`open ${printable(page)} in a browser`]),
  ]
}

function moverOf({ left, right }: ComparisonSummary): JobTool {
  if (right.provider === 'alibaba-oss') return 'online-migration'
  return left.provider === 'aws-s3' && right.provider === 'aws-s3'
    ? 's3-batch-operations'
    : 'rclone'
}
