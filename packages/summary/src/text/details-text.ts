import type { Counted, DuplicateSummary, ReportSummary } from '../report/report-summary.ts'
import { weightOf } from '../report/tally.ts'
import { encryptionInWords } from '../words/encryption-in-words.ts'
import { printable } from '../words/printable.ts'
import { bytesInWords, counted, countInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import type { BarRow } from './bar-table.ts'
import { cutToCells, padToCells } from './cell-width.ts'
import { countedCells } from './counted-cells.ts'
import type { TextLayout } from './text-options.ts'
import { wrap } from './wrap.ts'

/** Large objects that are shown. */
const shown = 10

/** Encryption, versions, uploads, large objects and duplicates, as far as the report has them. */
export function detailsText(summary: ReportSummary, layout: TextLayout): string[] {
  const { encryption = [], versions, uploads, largest = [], duplicates } = summary
  const rows = (parts: readonly (readonly [string, Counted | undefined])[]): BarRow[] =>
    parts.flatMap(([label, counts]) =>
      counts === undefined
        ? []
        : [{ label, value: weightOf(counts), cells: countedCells(counts, summary) }],
    )
  return [
    ...barTable(
      'Encryption',
      rows(encryption.map((counts) => [encryptionInWords(counts), counts])),
      layout,
    ),
    ...(versions === undefined
      ? []
      : [
          ...barTable(
            'Versions',
            rows([
              ['current', versions.current],
              ['noncurrent', versions.noncurrent],
              ['not said', versions.unknown],
            ]),
            layout,
          ).slice(0, -1),
          ...markersText(versions, layout),
          '',
        ]),
    ...(uploads === undefined
      ? []
      : barTable(
          'Uploads',
          rows([
            ['in parts', uploads.multipart],
            ['at once', uploads.single],
            ['not said', uploads.unknown],
          ]),
          layout,
        )),
    ...largestText(largest, layout),
    ...(duplicates === undefined ? [] : duplicatesText(duplicates, layout)),
  ]
}

function markersText(
  { deleteMarkers, nullVersions }: NonNullable<ReportSummary['versions']>,
  { width }: TextLayout,
): string[] {
  const parts = [
    ...(deleteMarkers === undefined ? [] : [counted(deleteMarkers, 'delete marker')]),
    ...(nullVersions === undefined ? [] : [counted(nullVersions, 'null version')]),
  ]
  return parts.length === 0 ? [] : wrap(parts.join(', '), width, '  ')
}

function largestText(
  largest: NonNullable<ReportSummary['largest']>,
  { width, paint }: TextLayout,
): string[] {
  if (largest.length === 0) return []
  const sizes = largest.slice(0, shown).map(({ size }) => bytesInWords(size))
  const column = Math.max(...sizes.map(({ length }) => length))
  const lines = largest
    .slice(0, shown)
    .map(
      ({ key }, index) =>
        `  ${padToCells(sizes[index] ?? '', column, 'left')}  ${cutToCells(printable(key), width - column - 4)}`,
    )
  return [paint('bold', 'Largest objects'), ...lines, '']
}

function duplicatesText(duplicates: DuplicateSummary, { width, paint }: TextLayout): string[] {
  const { from, proven, likely, incomparable } = duplicates
  const sentences = [
    proven.groups === 0
      ? 'No content is proven to be stored more than once.'
      : `${counted(proven.groups, 'content')} stored more than once, in ${counted(proven.objects, 'object')}: ${bytesInWords(proven.surplus)} could be saved.`,
    ...(likely.groups === 0
      ? []
      : [
          `${countInWords(likely.groups)} more likely, by the ETag of parts: ${bytesInWords(likely.surplus)}.`,
        ]),
    ...(incomparable.objects === 0
      ? []
      : [`${counted(incomparable.objects, 'object')} have nothing to recognise them by.`]),
    ...(from <= 1 ? [] : [`Only objects of ${countInWords(from)} B and more were looked at.`]),
  ]
  return [
    paint('bold', 'Duplicates'),
    ...sentences.flatMap((sentence) => wrap(sentence, width, '  ')),
    '',
  ]
}
