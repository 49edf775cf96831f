import type { Difference } from '@bucket-inventory/core'

import type { Paint } from './colour.ts'
import { printable } from './printable.ts'
import { valueInWords } from './value-in-words.ts'

/** A line for each: what is there, and what would be. */
export function renderDifferences(differences: readonly Difference[], paint: Paint): string[] {
  return differences.map(({ path, desired, actual }) => {
    const [before, after] = [valueInWords(actual), valueInWords(desired)]
    return `${printable(path)}: ${paint('red', before)} -> ${paint('green', after)}`
  })
}
