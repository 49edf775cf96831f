import type { Counted } from '../report/report-summary.ts'
import { weightOf } from '../report/tally.ts'
import { bytesInWords, countInWords, shareInWords } from '../words/quantities.ts'
import type { BarPart, BarRow } from './bar-table.ts'
import type { Html } from './html.ts'

/** Heads of the cells of {@link countedRow}. */
export function countedHeads(first: string, all: Counted): string[] {
  return [first, 'Share', ...(all.bytes === undefined ? [] : ['Bytes']), 'Objects']
}

/** A row of objects and bytes, as long as its bytes, or its objects where there are no sizes. */
export function countedRow(
  label: Html,
  counts: Counted,
  all: Counted,
  parts: readonly BarPart[] = [{ value: weightOf(counts), colour: 's0' }],
): BarRow {
  const { objects, bytes } = counts
  return {
    label,
    parts,
    cells: [
      shareInWords(weightOf(counts), weightOf(all)),
      ...(all.bytes === undefined ? [] : [bytesInWords(bytes ?? 0)]),
      countInWords(objects),
    ],
  }
}
