import type { AccessChange } from '@bucket-inventory/core'

import type { Paint } from './colour.ts'
import { lineDifference } from './line-difference.ts'
import type { DifferingLine } from './line-difference.ts'
import { printable } from './printable.ts'
import { documentInWords } from './render-access.ts'
import { wrapped } from './wrapped.ts'

const states: Readonly<Record<AccessChange['state'], string>> = {
  unchanged: 'unchanged: all of it is there',
  create: 'to be made',
  extend: 'to be added to what is there',
  replace: 'something else has our name',
  'by-hand': 'to be done by hand',
  refused: 'refused',
}

/**
 * What carrying out would do, for a person: what is there beside what would be; a line or two where nothing is written.
 */
export function renderAccessChange(change: AccessChange, paint: Paint): string {
  const { state, before = '', after, ours, reason } = change
  const head = `${paint('bold', printable(documentInWords(change)))}: ${states[state]}${
    reason === undefined ? '' : `: ${printable(reason)}`
  }\n`
  switch (state) {
    case 'unchanged':
    case 'refused':
      return head
    case 'by-hand':
      // What it is, `access` prints without --apply.
      return `${head}${change.documents.map(({ purpose }) => `  ${wrapped(printable(purpose), width, '  ')}\n`).join('')}`
    case 'create':
    case 'extend':
      return `${head}${rendered(lineDifference(pretty(before), pretty(after)), paint)}`
    case 'replace': {
      const sides =
        ours === undefined
          ? ''
          : `  there:\n${indented(pretty(ours.before))}  ours:\n${indented(pretty(ours.after))}`
      return `${head}${sides}  the whole:\n${rendered(lineDifference(pretty(before), pretty(after)), paint)}`
    }
  }
}

const width = 100

/** Lines that both have and that are no nearer to a difference are left out. */
const context = 3

function rendered(lines: readonly DifferingLine[], paint: Paint): string {
  const near = new Set<number>()
  for (const [index, { of }] of lines.entries()) {
    if (of === 'both') continue
    for (let other = index - context; other <= index + context; other++) near.add(other)
  }
  let text = ''
  let isLeftOut = false
  for (const [index, line] of lines.entries()) {
    if (near.has(index)) text += `${lineInColour(line, paint)}\n`
    else if (!isLeftOut) text += `  ${paint('dim', '  ...')}\n`
    isLeftOut = !near.has(index)
  }
  return text
}

function lineInColour({ of, line }: DifferingLine, paint: Paint): string {
  const shown = printable(line)
  switch (of) {
    case 'both':
      return `    ${shown}`
    case 'before':
      return paint('red', `  - ${shown}`)
    case 'after':
      return paint('green', `  + ${shown}`)
  }
}

function indented(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `    ${printable(line)}\n`)
    .join('')
}

/** JSON over lines; whatever else it is stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
