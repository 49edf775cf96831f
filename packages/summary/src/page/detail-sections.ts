import type { Counted, ReportSummary } from '../report/report-summary.ts'
import { encryptionInWords } from '../words/encryption-in-words.ts'
import { countInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import { countedHeads, countedRow } from './counted-row.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'

/** Versions, encryption and uploads, side by side, as far as the report has them. */
export function detailSections(summary: ReportSummary): Html {
  const sections = [versionsOf(summary), encryptionOf(summary), uploadsOf(summary)].filter(
    (section) => section !== none,
  )
  return sections.length === 0 ? none : html`<div class="columns">${sections}</div>`
}

function versionsOf(summary: ReportSummary): Html {
  const { versions } = summary
  if (versions === undefined) return none
  const { current, noncurrent, unknown, deleteMarkers, nullVersions } = versions
  return html`<section class="card" aria-labelledby="versions">
    <h2 id="versions">Versions</h2>
    <p class="lead">What is not current is stored, and paid for, all the same.</p>
    ${tableOf(summary, 'Version', [
      ['current', current],
      ['noncurrent', noncurrent],
      ['not said', unknown],
    ])}
    <ul class="plain muted">
      ${deleteMarkers === undefined ? none : html`<li>Delete markers: ${countInWords(deleteMarkers)}</li>`}${nullVersions === undefined ? none : html`<li>Null versions: ${countInWords(nullVersions)}</li>`}
    </ul>
  </section>`
}

function encryptionOf(summary: ReportSummary): Html {
  const { encryption } = summary
  if (encryption === undefined) return none
  return html`<section class="card" aria-labelledby="encryption">
    <h2 id="encryption">Encryption</h2>
    <p class="lead">At rest, as the report says.</p>
    ${tableOf(
      summary,
      'Encryption',
      encryption.map((one) => [encryptionInWords(one), one]),
    )}
  </section>`
}

function uploadsOf(summary: ReportSummary): Html {
  const { uploads } = summary
  if (uploads === undefined) return none
  return html`<section class="card" aria-labelledby="uploads">
    <h2 id="uploads">Uploads</h2>
    <p class="lead">The ETag of what was uploaded in parts is not of its content.</p>
    ${tableOf(summary, 'Upload', [
      ['at once', uploads.single],
      ['in parts', uploads.multipart],
      ['not said', uploads.unknown],
    ])}
  </section>`
}

function tableOf(
  summary: ReportSummary,
  head: string,
  parts: readonly (readonly [string, Counted | undefined])[],
): Html {
  return barTable({
    heads: countedHeads(head, summary),
    compact: true,
    rows: parts.flatMap(([label, counts]) =>
      counts === undefined ? [] : [countedRow(html`${label}`, counts, summary)],
    ),
  })
}
