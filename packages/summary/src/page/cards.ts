import { html, none } from './html.ts'
import type { Html } from './html.ts'

export interface Card {
  readonly name: string
  readonly value: string
  readonly more?: string
}

/** The numbers that one looks for first. */
export function cards(all: readonly Card[]): Html {
  return html`<dl class="cards">
    ${all.map(
      ({ name, value, more }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}${more === undefined ? none : html`<small>${more}</small>`}</dd>
        </div>`,
    )}
  </dl>`
}
