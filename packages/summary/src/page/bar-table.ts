import { html, none } from './html.ts'
import type { Html } from './html.ts'

/** A part of a bar. */
export interface BarPart {
  readonly value: number
  /** Class that colours it. */
  readonly colour: string
}

export interface BarRow {
  readonly label: Html
  /** One beside the other. */
  readonly parts: readonly BarPart[]
  readonly cells: readonly (string | Html)[]
}

export interface BarTable {
  readonly caption?: string
  /** Of the labels, then of the cells. */
  readonly heads: readonly string[]
  readonly rows: readonly BarRow[]
  /** Bars below the numbers, as everywhere on phones. Default: false. */
  readonly compact?: boolean
}

/** A plot that is a table: each row has its bar, as long as its parts together, and the numbers behind it. */
export function barTable({ caption, heads, rows, compact = false }: BarTable): Html {
  const most = Math.max(0, ...rows.map(({ parts }) => sumOf(parts)))
  const [first = '', ...others] = heads
  // On phones the rows are laid out otherwise, so browsers are told that they are rows nevertheless.
  return html`<table class="bars${compact ? ' compact' : ''}" role="table">
    ${
      caption === undefined
        ? none
        : html`<caption>
            ${caption}
          </caption>`
    }
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${first}</th>
        <td role="cell"></td>
        ${others.map((head) => html`<th scope="col" role="columnheader" class="n">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ label, parts, cells }) =>
          html` <tr role="row">
            <th scope="row" role="rowheader">${label}</th>
            <td class="plot" role="cell">${barOf(parts, most)}</td>
            ${cells.map((cell) => html`<td class="n" role="cell">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Parts of which one sees something are half a percent wide at least. */
const least = 0.5

function barOf(parts: readonly BarPart[], most: number): Html {
  let at = 0
  return html`<svg aria-hidden="true" focusable="false">
    ${parts
      .filter(({ value }) => value > 0)
      .map(({ value, colour }) => {
        const width = Math.max(least, (value / most) * 100)
        const rect = html`<rect
          class="${colour}"
          x="${round(at)}%"
          width="${round(width)}%"
          height="100%"
        />`
        at += width
        return rect
      })}
  </svg>`
}

function sumOf(parts: readonly BarPart[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0)
}

function round(percent: number): number {
  return Number(percent.toFixed(2))
}
