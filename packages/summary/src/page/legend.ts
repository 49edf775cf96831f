import { html } from './html.ts'
import type { Html } from './html.ts'

export interface LegendEntry {
  readonly name: string
  /** Class that colours it. */
  readonly colour: string
}

/** Which colour is what. */
export function legend(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map(
      ({ name, colour }) =>
        html`<li>
          <svg aria-hidden="true" focusable="false" viewBox="0 0 11 11">
            <rect class="${colour}" width="11" height="11" rx="2" /></svg
          >${name}
        </li>`,
    )}
  </ul>`
}
