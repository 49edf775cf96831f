import type { PrefixGrowth, ReportGrowth } from '../growth/report-growth.ts'
import type { Counted } from '../report/report-summary.ts'
import {
  bytesInWords,
  changeInWords,
  counted,
  countInWords,
  timeInWords,
} from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import type { BarRow } from './bar-table.ts'
import { textLayout } from './text-options.ts'
import type { TextOptions } from './text-options.ts'
import { wrap } from './wrap.ts'

/** Prefixes that are shown. */
const shown = 15

/** What changed between two reports, for a terminal, with bars: red ones are of less. */
export function growthText(growth: ReportGrowth, options: TextOptions = {}): string {
  const layout = textLayout(options)
  const { before, after, days, change, perDay, prefixes, storageClasses = [] } = growth
  const span = `${timeInWords(before.time)} to ${timeInWords(after.time)}, ${counted(Math.round(days * 10) / 10, 'day')}`
  const changed = prefixes.filter(({ state }) => state !== 'unchanged' && state !== 'unknown')
  const unknown = prefixes.filter(({ state }) => state === 'unknown').length
  const lines = [
    layout.paint('bold', 'Growth'),
    ...wrap(span, layout.width, '  '),
    ...wrap(changesInWords(change), layout.width, '  '),
    ...(perDay === undefined
      ? []
      : wrap(`${changesInWords(rounded(perDay))} a day`, layout.width, '  ')),
    '',
    ...barTable(
      'Prefixes that changed most',
      changed.slice(0, shown).map((prefix) => rowOf(labelOf(prefix), prefix.change)),
      layout,
    ),
    ...(changed.length > shown ? [`  and ${countInWords(changed.length - shown)} more`, ''] : []),
    ...(unknown === 0
      ? []
      : [
          ...wrap(
            `${counted(unknown, 'prefix', 'prefixes')} not listed by both summaries`,
            layout.width,
            '  ',
          ),
          '',
        ]),
    ...barTable(
      'Storage classes',
      storageClasses.map(({ storageClass, change }) => rowOf(storageClass, change)),
      layout,
    ),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function labelOf({ prefix, state }: PrefixGrowth): string {
  return state === 'changed' ? prefix : `${prefix} (${state})`
}

function rowOf(label: string, change: Counted | undefined): BarRow {
  const { objects = 0, bytes } = change ?? {}
  const value = bytes ?? objects
  const cells = [
    changeInWords(objects, countInWords),
    ...(bytes === undefined ? [] : [changeInWords(bytes, bytesInWords)]),
  ]
  return { label, value, cells, colour: value < 0 ? 'red' : 'green' }
}

function changesInWords({ objects, bytes }: Counted): string {
  const size = bytes === undefined ? '' : `, ${changeInWords(bytes, bytesInWords)}`
  return `${changeInWords(objects, countInWords)} ${Math.abs(objects) === 1 ? 'object' : 'objects'}${size}`
}

function rounded({ objects, bytes }: Counted): Counted {
  const whole = Math.round(objects)
  return bytes === undefined ? { objects: whole } : { objects: whole, bytes: Math.round(bytes) }
}
