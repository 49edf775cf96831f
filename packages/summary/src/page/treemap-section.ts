import type { ReportSummary } from '../report/report-summary.ts'
import { weightOf } from '../report/tally.ts'
import { bytesInWords, counted, countInWords, shareInWords } from '../words/quantities.ts'
import { shortened } from '../words/shortened.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'
import { longestLabel, treemapLevels } from './treemap-levels.ts'
import type { TreemapLevel, TreemapPart } from './treemap-levels.ts'
import { treemap } from './treemap.ts'

/** Bytes of markup for all levels together. */
const budget = 300_000

/** The prefixes of a summary as treemaps to look into, each with its table. */
export function treemapSection({ prefixes }: ReportSummary): Html {
  const levels = treemapLevels(prefixes.root, budget)
  const by = prefixes.root.bytes === undefined ? 'objects' : 'bytes'
  // The first comes last: it is hidden by the one before it that is looked into.
  const sorted = [...levels.slice(1), ...levels.slice(0, 1)]
  return html`<section class="card" aria-labelledby="prefixes">
    <h2 id="prefixes">Prefixes by ${by}</h2>
    <p class="lead">
      Each tile is as large as what lies below its prefix. Select one to look into it; Escape leads
      back.
    </p>
    <div class="levels">${sorted.map((level) => levelOf(level))}</div>
  </section>`
}

function levelOf(level: TreemapLevel): Html {
  const { id, path, node } = level
  const above = path.at(-1)
  const total = node.bytes === undefined ? none : html`, ${bytesInWords(node.bytes)}`
  return html` <div
    class="level${above === undefined ? ' root' : ''}"
    id="${id}"
    tabindex="-1"
    ${above === undefined ? none : html` data-above="${above.id}"`}
  >
    <nav class="crumbs" aria-label="Where you are">
      ${path.map(
        (one) =>
          html`<a href="#${one.id}">${isolated(nameOf(one))}</a>
            <span aria-hidden="true">›</span> `,
      )}<span aria-current="location" tabindex="-1">${isolated(nameOf(level))}</span
      ><span class="total">${counted(node.objects, 'object')}${total}</span>
    </nav>
    ${treemap(level)}${tableOf(level)}
  </div>`
}

function nameOf({ node, path }: TreemapLevel): string {
  const above = path.at(-1)
  return above === undefined
    ? 'All prefixes'
    : shortened(node.prefix.slice(above.node.prefix.length) || node.prefix, longestLabel)
}

function tableOf({ node, parts }: TreemapLevel): Html {
  const sized = node.bytes !== undefined
  return html`<details>
    <summary>As a table</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Prefix</th>
          ${sized ? html`<th scope="col" class="n">Bytes</th>` : none}
          <th scope="col" class="n">Share</th>
          <th scope="col" class="n">Objects</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map(
          (part) =>
            html` <tr>
              <th scope="row">${labelOf(part)}</th>
              ${part.counts.bytes === undefined ? none : html`<td class="n">${bytesInWords(part.counts.bytes)}</td>`}
              <td class="n">${shareInWords(weightOf(part.counts), weightOf(node))}</td>
              <td class="n">
                ${part.atLeast === true ? 'at least ' : ''}${countInWords(part.counts.objects)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`
}

function labelOf({ label, kind, level }: TreemapPart): Html {
  if (kind === 'rest') return html`<span class="muted">${label}</span>`
  return level === undefined ? isolated(label) : html`<a href="#${level}">${isolated(label)}</a>`
}
