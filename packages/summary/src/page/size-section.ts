import type { ReportSummary } from '../report/report-summary.ts'
import { bytesInWords, countInWords, shareInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'

/** How many objects and bytes there are of which size: two histograms side by side, as many small objects hold few bytes. */
export function sizeSection({ sizes, objects, bytes = 0 }: ReportSummary): Html {
  if (sizes === undefined) return none
  const filled = sizes.filter((size) => size.objects > 0)
  const first = sizes.indexOf(filled[0] ?? sizes[0] ?? { size: '', objects: 0 })
  const last = sizes.indexOf(filled.at(-1) ?? sizes[0] ?? { size: '', objects: 0 })
  // Gaps between are a part of the picture.
  const shown = sizes.slice(first, last + 1)
  return html`<section class="card" aria-labelledby="sizes">
    <h2 id="sizes">Sizes</h2>
    <p class="lead">
      Each span is four times the one before. Many small objects cost requests, few large ones cost
      storage.
    </p>
    <div class="columns">
      ${barTable({
        caption: 'Objects by size',
        heads: ['Size', 'Share', 'Objects'],
        rows: shown.map((one) => ({
          label: html`${one.size}`,
          parts: [{ value: one.objects, colour: 's2' }],
          cells: [shareInWords(one.objects, objects), countInWords(one.objects)],
        })),
      })}
      ${barTable({
        caption: 'Bytes by size',
        heads: ['Size', 'Share', 'Bytes'],
        rows: shown.map((one) => ({
          label: html`${one.size}`,
          parts: [{ value: one.bytes ?? 0, colour: 's0' }],
          cells: [shareInWords(one.bytes ?? 0, bytes), bytesInWords(one.bytes ?? 0)],
        })),
      })}
    </div>
  </section>`
}
