import type { PrefixGrowth, ReportGrowth } from '../growth/report-growth.ts'
import type { Counted } from '../report/report-summary.ts'
import { weightOf } from '../report/tally.ts'
import {
  bytesInWords,
  changeInWords,
  counted,
  countInWords,
  timeInWords,
} from '../words/quantities.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'
import { legend } from './legend.ts'

/** Prefixes that are shown. */
const shown = 15

/** What changed since an earlier report: less to the left, more to the right. */
export function growthSection(growth: ReportGrowth): Html {
  const { before, days, change, perDay, prefixes, storageClasses } = growth
  const changed = prefixes.filter(({ state }) => state !== 'unchanged' && state !== 'unknown')
  const first = changed.filter(({ prefix }) => levelOf(prefix) === 1)
  const deeper = changed.filter(({ prefix }) => levelOf(prefix) > 1)
  const unknown = prefixes.filter(({ state }) => state === 'unknown').length
  return html`<section class="card" aria-labelledby="growth">
    <h2 id="growth">Growth</h2>
    <p class="lead">
      In ${counted(Math.round(days * 10) / 10, 'day')} since ${timeInWords(before.time)}:
      ${changesOf(change)}${perDay === undefined ? '' : `; ${changesOf(rounded(perDay))} a day`}.
    </p>
    ${legend([
      { name: 'more', colour: 'up' },
      { name: 'less', colour: 'down' },
    ])}${prefixesOf(first)}
    ${
      unknown === 0
        ? none
        : html`<p class="muted">
            Of ${counted(unknown, 'prefix', 'prefixes')} nothing can be said: one of the reports has
            too many to list them all.
          </p>`
    }
    ${
      deeper.length === 0
        ? none
        : html`<details>
            <summary>Deeper prefixes</summary>
            ${prefixesOf(deeper)}
          </details>`
    }
    ${
      storageClasses === undefined
        ? none
        : html`<details>
            <summary>By storage class</summary>
            ${tableOf(
              'Class',
              storageClasses.map(({ storageClass, change }) => ({
                label: html`${storageClass}`,
                change,
              })),
            )}
          </details>`
    }
  </section>`
}

function prefixesOf(changed: readonly PrefixGrowth[]): Html {
  const rest = changed.length - shown
  return html`${tableOf(
    'Prefix',
    changed.slice(0, shown).map((one) => ({ label: labelOf(one), change: one.change })),
  )}${rest > 0 ? html`<p class="muted">${countInWords(rest)} more changed less.</p>` : none}`
}

/** Delimiters in it. */
function levelOf(prefix: string): number {
  return prefix.split('/').length - 1
}

function labelOf({ prefix, state }: PrefixGrowth): Html {
  return state === 'changed'
    ? isolated(prefix)
    : html`${isolated(prefix)} <span class="muted">${state}</span>`
}

function tableOf(
  head: string,
  rows: readonly { readonly label: Html; readonly change: Counted | undefined }[],
): Html {
  const most = Math.max(
    0,
    ...rows.map(({ change }) => Math.abs(weightOf(change ?? { objects: 0 }))),
  )
  const sized = rows.some(({ change }) => change?.bytes !== undefined)
  return html`<table class="bars" role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${head}</th>
        <td role="cell"></td>
        ${sized ? html`<th scope="col" role="columnheader" class="n">Bytes</th>` : none}
        <th scope="col" role="columnheader" class="n">Objects</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ label, change = { objects: 0 } }) =>
          html` <tr role="row">
            <th scope="row" role="rowheader">${label}</th>
            <td class="plot" role="cell">${barOf(weightOf(change), most)}</td>
            ${sized ? html`<td class="n" role="cell">${changeInWords(change.bytes ?? 0, bytesInWords)}</td>` : none}
            <td class="n" role="cell">${changeInWords(change.objects, countInWords)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** From the middle. */
function barOf(value: number, most: number): Html {
  const width = most === 0 ? 0 : Math.max(value === 0 ? 0 : 0.5, (Math.abs(value) / most) * 50)
  const x = value < 0 ? 50 - width : 50
  return html`<svg aria-hidden="true" focusable="false">
    <line class="axis" x1="50%" x2="50%" y1="-3" y2="17" />
    <rect
      class="${value < 0 ? 'down' : 'up'}"
      x="${x.toFixed(2)}%"
      width="${width.toFixed(2)}%"
      height="100%"
    />
  </svg>`
}

function changesOf({ objects, bytes }: Counted): string {
  const words = `${changeInWords(objects, countInWords)} ${Math.abs(objects) === 1 ? 'object' : 'objects'}`
  return bytes === undefined ? words : `${changeInWords(bytes, bytesInWords)}, ${words}`
}

function rounded({ objects, bytes }: Counted): Counted {
  const whole = Math.round(objects)
  return bytes === undefined ? { objects: whole } : { objects: whole, bytes: Math.round(bytes) }
}
