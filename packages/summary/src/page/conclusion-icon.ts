import type { ComparisonSummary } from '@bucket-inventory/compare'

import { html } from './html.ts'
import type { Html } from './html.ts'

/** A tick, a cross or a question mark: the headline beside it says the same. */
export function conclusionIcon(conclusion: ComparisonSummary['conclusion']): Html {
  const { colour, path } = shapes[conclusion]
  return html`<svg class="${colour}" viewBox="0 0 52 52" aria-hidden="true" focusable="false">
    <g class="icon">
      <circle cx="26" cy="26" r="23" />
      <path d="${path}" />
    </g>
  </svg>`
}

const shapes = {
  proven: { colour: 'good', path: 'M16 27l7 7 13-15' },
  differs: { colour: 'bad', path: 'M18 18l16 16M34 18L18 34' },
  'cannot-tell': { colour: 'unsure', path: 'M20 20a6 6 0 1 1 8.5 5.5c-1.8.9-2.5 2-2.5 4M26 37v.1' },
} as const
