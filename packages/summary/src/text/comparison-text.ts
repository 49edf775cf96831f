import { comparisonVerdicts, otherPrefixes } from '@bucket-inventory/compare'
import type { ComparisonSummary, ComparisonVerdict, SideSummary } from '@bucket-inventory/compare'

import { adviceOf, reasonsOf } from '../words/advice.ts'
import { cannotTellWords, evidenceWords, verdictWords } from '../words/comparison-words.ts'
import { conclusionInWords, evidenceOf, settledInWords } from '../words/conclusion-in-words.ts'
import { printable } from '../words/printable.ts'
import {
  bytesInWords,
  counted,
  countInWords,
  shareInWords,
  timeInWords,
} from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import type { BarRow } from './bar-table.ts'
import type { Colour } from './paint.ts'
import { textLayout } from './text-options.ts'
import type { TextLayout, TextOptions } from './text-options.ts'
import { wrap } from './wrap.ts'

const colours: Readonly<Record<ComparisonVerdict, Colour>> = {
  same: 'green',
  missing: 'red',
  extra: 'yellow',
  'size-differs': 'red',
  'content-differs': 'red',
  'metadata-differs': 'yellow',
  'in-flight': 'cyan',
  'cannot-tell': 'yellow',
}

const conclusions = { proven: 'green', differs: 'red', 'cannot-tell': 'yellow' } as const

/** Prefixes that are shown. */
const shown = 12

/** What a comparison came to, for a terminal: the conclusion, what it rests on, where differences lie, what to do. */
export function comparisonText(summary: ComparisonSummary, options: TextOptions = {}): string {
  const layout = textLayout(options)
  const { width, paint } = layout
  const { headline, sentence } = conclusionInWords(summary)
  const colour = conclusions[summary.conclusion]
  const lines = [
    ...wrap(headline, width).map((line) => paint('bold', paint(colour, line))),
    ...wrap(sentence, width),
    '',
    ...sideText('source', summary.left, width),
    ...sideText('copy', summary.right, width),
    '',
    ...barTable('Objects', verdictRows(summary), layout),
    ...barTable('Proven by', evidenceRows(summary.evidence.same, 'green'), layout),
    ...barTable('Found by', evidenceRows(summary.evidence.differs, 'red'), layout),
    ...barTable('Differences by prefix', prefixRows(summary), layout),
    ...reasonText(summary, layout),
    ...confirmedText(summary, width),
    ...listText(
      'Warnings',
      summary.warnings.map(
        ({ side, message }) =>
          `${side === undefined ? '' : `${side === 'left' ? 'source' : 'copy'}: `}${printable(message)}`,
      ),
      layout,
    ),
    ...listText('What to do', adviceOf(summary), layout),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function sideText(what: string, side: SideSummary, width: number): string[] {
  const skipped = side.skipped === 0 ? '' : `, ${counted(side.skipped, 'row')} left out`
  return wrap(
    `${what.padEnd(6)}  ${printable(side.name)} (${side.provider}), scanned ${timeInWords(side.time)}: ${counted(side.objects, 'object')}, ${bytesInWords(side.bytes)}${skipped}`,
    width,
    '',
    ' '.repeat(8),
  )
}

function verdictRows({ counts, bytes }: ComparisonSummary): BarRow[] {
  const all = comparisonVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0)
  return comparisonVerdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => ({
      label: verdictWords[verdict].name,
      value: counts[verdict],
      cells: [
        shareInWords(counts[verdict], all),
        bytesInWords(bytes[verdict]),
        countInWords(counts[verdict]),
      ],
      colour: colours[verdict],
    }))
}

function evidenceRows(counts: ComparisonSummary['evidence']['same'], colour: Colour): BarRow[] {
  return evidenceOf(counts).map(([rule, count]) => ({
    label: evidenceWords[rule],
    value: count,
    cells: [countInWords(count)],
    colour,
  }))
}

/** Only prefixes in which something is not the same. */
function prefixRows({ byPrefix }: ComparisonSummary): BarRow[] {
  return byPrefix
    .map(({ prefix, counts }) => {
      const all = comparisonVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0)
      return { prefix, counts, all, wrong: all - counts.same }
    })
    .filter(({ wrong }) => wrong > 0)
    .toSorted((one, other) => other.wrong - one.wrong)
    .slice(0, shown)
    .map(({ prefix, counts, all, wrong }) => ({
      label: prefixLabel(prefix),
      value: wrong,
      cells: [verdictsInWords(counts), `${countInWords(wrong)} of ${countInWords(all)}`],
      colour:
        counts.missing + counts['size-differs'] + counts['content-differs'] > 0 ? 'red' : 'yellow',
    }))
}

function prefixLabel(prefix: string): string {
  if (prefix === otherPrefixes) return 'other prefixes'
  return prefix === '' ? 'without a prefix' : prefix
}

function verdictsInWords(counts: ComparisonSummary['counts']): string {
  return comparisonVerdicts
    .filter((verdict) => verdict !== 'same' && counts[verdict] > 0)
    .map((verdict) => `${countInWords(counts[verdict])} ${verdictWords[verdict].name}`)
    .join(', ')
}

function reasonText({ evidence }: ComparisonSummary, { width, paint }: TextLayout): string[] {
  const reasons = reasonsOf(evidence.cannotTell)
  if (reasons.length === 0) return []
  return [
    paint('bold', 'Why nothing can be told'),
    ...reasons.flatMap(([reason, count]) =>
      wrap(`${countInWords(count)}: ${cannotTellWords[reason]}.`, width, '  ', '    '),
    ),
    '',
  ]
}

function confirmedText({ confirmed }: ComparisonSummary, width: number): string[] {
  const { looked, notLooked } = confirmed
  if (looked + notLooked === 0) return []
  const more = notLooked === 0 ? '' : ` ${counted(notLooked, 'other')} could not be looked at.`
  return [
    ...wrap(
      `${counted(looked, 'object was', 'objects were')} looked at; ${settledInWords(confirmed)}.${more}`,
      width,
    ),
    '',
  ]
}

function listText(title: string, texts: readonly string[], { width, paint }: TextLayout): string[] {
  if (texts.length === 0) return []
  return [
    paint('bold', title),
    ...texts.flatMap((text) => wrap(`- ${text}`, width, '  ', '    ')),
    '',
  ]
}
