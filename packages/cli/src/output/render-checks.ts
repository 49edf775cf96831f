import type { Check } from '@bucket-inventory/core'

import type { Colour, Paint } from './colour.ts'
import { printable } from './printable.ts'
import { wrapped } from './wrapped.ts'

const colours: Readonly<Record<Check['state'], Colour>> = {
  failure: 'red',
  unknown: 'yellow',
  warning: 'yellow',
  ok: 'green',
}

const width = 100
const column = '           '

/** Checks for a person, the worst first: what was seen, and what to do about it. */
export function renderChecks(checks: readonly Check[], paint: Paint): string {
  const order = ['failure', 'unknown', 'warning', 'ok']
  return checks
    .toSorted((left, right) => order.indexOf(left.state) - order.indexOf(right.state))
    .map(({ name, state, evidence, fix }) => {
      const word = paint(colours[state], state.padEnd(column.length - 4))
      const lines = [`${name}: ${evidence}`, ...(fix === undefined ? [] : [`fix: ${fix}`])]
        .map((line) => wrapped(printable(line), width, column))
        .join(`\n${column}`)
      return `  ${word}  ${lines}\n`
    })
    .join('')
}
