import type { PrefixCounts, ReportSummary } from '../report/report-summary.ts'
import { directlyBelow, lumpedChildren } from '../report/rest-of-prefixes.ts'
import { weightOf } from '../report/tally.ts'
import { missingInWords } from '../words/missing-fields.ts'
import { printable } from '../words/printable.ts'
import { bytesInWords, counted, timeInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import type { BarRow } from './bar-table.ts'
import { countedCells } from './counted-cells.ts'
import { detailsText } from './details-text.ts'
import { textLayout } from './text-options.ts'
import type { TextLayout, TextOptions } from './text-options.ts'
import { wrap } from './wrap.ts'

/** Prefixes that are shown of each prefix: of the first, of those below. */
const shown = [12, 5] as const

/** A summary for a terminal, with bars. */
export function summaryText(summary: ReportSummary, options: TextOptions = {}): string {
  const layout = textLayout(options)
  const { storageClasses = [], ages = [], sizes = [] } = summary
  const row = (label: string, counts: Parameters<typeof weightOf>[0]): BarRow => ({
    label,
    value: weightOf(counts),
    cells: countedCells(counts, summary),
  })
  const lines = [
    ...headText(summary, layout),
    ...barTable('By prefix', prefixRows(summary.prefixes.root, summary), layout),
    ...barTable(
      'By storage class',
      storageClasses.map((counts) => row(classLabel(counts), counts)),
      layout,
    ),
    ...barTable(
      'By age',
      ages.filter(isThere).map((counts) => row(counts.age, counts)),
      layout,
    ),
    ...barTable(
      'By size',
      sizes.filter(isThere).map((counts) => row(counts.size, counts)),
      layout,
    ),
    ...detailsText(summary, layout),
    ...missingInWords(summary.missing).flatMap((text) => wrap(text, layout.width)),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function headText(summary: ReportSummary, { width, paint }: TextLayout): string[] {
  const { bucket, provider, time, objects, bytes } = summary
  const size =
    bytes === undefined
      ? ''
      : `, ${bytesInWords(bytes)}${objects === 0 ? '' : `, ${bytesInWords(Math.round(bytes / objects))} on average`}`
  return [
    paint('bold', printable(bucket)),
    ...wrap(`${provider}, scanned ${timeInWords(time)}`, width),
    ...wrap(`${counted(objects, 'object')}${size}`, width),
    ...(summary.where === undefined ? [] : wrap('Only what a filter keeps.', width)),
    '',
  ]
}

function prefixRows(node: PrefixCounts, all: ReportSummary, level = 0): BarRow[] {
  const limit = shown[level] ?? 0
  if (limit === 0) return []
  const rows = (node.children ?? []).slice(0, limit).flatMap((child): BarRow[] => [
    {
      label: labelOf(child, node),
      level,
      value: weightOf(child),
      cells: countedCells(child, all),
    },
    ...prefixRows(child, all, level + 1),
  ])
  const rest = lumpedChildren(node, limit)
  const direct = directlyBelow(node)
  return [
    ...rows,
    ...(rest === undefined
      ? []
      : [
          {
            label: counted(rest.prefixes, 'smaller prefix', 'smaller prefixes'),
            level,
            value: weightOf(rest),
            cells: countedCells(rest, all),
          },
        ]),
    ...(direct.objects === 0 || (level > 0 && rows.length === 0)
      ? []
      : [
          {
            label: level === 0 ? 'without a prefix' : 'directly below',
            level,
            value: weightOf(direct),
            cells: countedCells(direct, all),
          },
        ]),
  ]
}

function labelOf({ prefix, atLeast }: PrefixCounts, above: PrefixCounts): string {
  const name = prefix.slice(above.prefix.length) || prefix
  return atLeast === true ? `${name} (at least)` : name
}

function classLabel({ native, name }: { readonly native?: string; readonly name: string }): string {
  return native ?? name
}

function isThere({ objects }: { readonly objects: number }): boolean {
  return objects > 0
}
