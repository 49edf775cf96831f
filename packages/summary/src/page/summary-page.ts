import type { ReportGrowth } from '../growth/report-growth.ts'
import type { ReportSummary } from '../report/report-summary.ts'
import { missingInWords } from '../words/missing-fields.ts'
import {
  bytesInWords,
  changeInWords,
  counted,
  countInWords,
  shareInWords,
  timeInWords,
} from '../words/quantities.ts'
import { cards } from './cards.ts'
import type { Card } from './cards.ts'
import { classSection } from './class-section.ts'
import { detailSections } from './detail-sections.ts'
import { growthSection } from './growth-section.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'
import { objectsSection } from './objects-section.ts'
import { pageFrame } from './page-frame.ts'
import { sizeSection } from './size-section.ts'
import { treemapSection } from './treemap-section.ts'

export interface SummaryPageOptions {
  /** What changed since an earlier report. Default: nothing is said of it. */
  readonly growth?: ReportGrowth
}

/**
 * A summary as one HTML page of less than 500 KB, to keep and to send: it asks the network for nothing, is readable in light and
 * dark, on a phone, by keyboard and in print, and has every number of its plots as text.
 */
export function summaryPage(summary: ReportSummary, { growth }: SummaryPageOptions = {}): string {
  const { bucket, provider, time } = summary
  return pageFrame({
    title: `${bucket}: inventory of ${timeInWords(time)}`,
    header: html`<p class="muted">Bucket inventory</p>
      <h1>${isolated(bucket)}</h1>
      <p class="muted">
        ${provider}, scanned
        ${timeInWords(time)}${summary.where === undefined ? '' : '; only what a filter keeps'}
      </p>
      ${cards(cardsOf(summary, growth))}`,
    main: [
      treemapSection(summary),
      ...(growth === undefined ? [] : [growthSection(growth)]),
      classSection(summary),
      sizeSection(summary),
      detailSections(summary),
      objectsSection(summary),
      missingSection(summary),
    ].filter((section) => section !== none),
    footer: html`<p>
      Every stored version counts as an object, a delete marker does not. KiB, MiB, GiB and TiB are
      powers of 1,024 bytes. Made by bucket-inventory.
    </p>`,
  })
}

function cardsOf(summary: ReportSummary, growth: ReportGrowth | undefined): Card[] {
  const { objects, bytes, versions, duplicates } = summary
  return [
    {
      name: 'Objects',
      value: countInWords(objects),
      ...changeOf(growth?.change.objects, growth, countInWords),
    },
    ...(bytes === undefined
      ? []
      : [
          {
            name: 'Stored',
            value: bytesInWords(bytes),
            ...changeOf(growth?.change.bytes, growth, bytesInWords),
          },
          {
            name: 'Average size',
            value: objects === 0 ? '–' : bytesInWords(Math.round(bytes / objects)),
          },
        ]),
    ...(versions === undefined || versions.noncurrent.bytes === undefined || bytes === undefined
      ? []
      : [
          {
            name: 'Noncurrent versions',
            value: bytesInWords(versions.noncurrent.bytes),
            more: `${shareInWords(versions.noncurrent.bytes, bytes)} of all bytes`,
          },
        ]),
    ...(duplicates === undefined
      ? []
      : [
          {
            name: 'Duplicates, proven',
            value: bytesInWords(duplicates.proven.surplus),
            more: counted(duplicates.proven.groups, 'content'),
          },
        ]),
    ...unencryptedOf(summary),
  ]
}

function changeOf(
  change: number | undefined,
  growth: ReportGrowth | undefined,
  inWords: (value: number) => string,
): { readonly more?: string } {
  if (change === undefined || growth === undefined) return {}
  const days = counted(Math.round(growth.days * 10) / 10, 'day')
  return { more: `${changeInWords(change, inWords)} in ${days}` }
}

function unencryptedOf({ encryption, objects }: ReportSummary): Card[] {
  if (encryption === undefined) return []
  const open = encryption
    .filter(({ status }) => status === 'not-encrypted')
    .reduce((sum, one) => sum + one.objects, 0)
  return [
    {
      name: 'Not encrypted',
      value: countInWords(open),
      more: `${shareInWords(open, objects)} of objects`,
    },
  ]
}

function missingSection({ missing }: ReportSummary): Html {
  if (missing.length === 0) return none
  return html`<section class="card" aria-labelledby="missing">
    <h2 id="missing">What this report does not say</h2>
    <ul class="plain">
      ${missingInWords(missing).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`
}
