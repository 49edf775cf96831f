import type { Check } from '@bucket-inventory/core'

import type { Colour, Paint } from './colour.ts'
import { printable } from './printable.ts'
import { splitAtJson } from './split-at-json.ts'
import { wrapped } from './wrapped.ts'

const colours: Readonly<Record<Check['state'], Colour>> = {
  failure: 'red',
  unknown: 'yellow',
  warning: 'yellow',
  ok: 'green',
}

const width = 100
const column = '           '

/** Checks for a person, the worst first: what was seen, and what to do about it; JSON in one line. */
export function renderChecks(checks: readonly Check[], paint: Paint): string {
  const order = ['failure', 'unknown', 'warning', 'ok']
  return checks
    .toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state))
    .map(({ name, state, evidence, fix }) => {
      const word = paint(colours[state], state.padEnd(column.length - 4))
      const seen = { text: `${name}: ${evidence}`, isJson: false }
      const lines = [seen, ...(fix === undefined ? [] : splitAtJson(`fix: ${fix}`))]
        .map(({ text, isJson }) =>
          isJson ? printable(text) : wrapped(printable(text), width, column),
        )
        .join(`\n${column}`)
      return `  ${word}  ${lines}\n`
    })
    .join('')
}
