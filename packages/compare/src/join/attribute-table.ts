import { InventoryError } from '@bucket-inventory/core'

import type { RecordAttributes } from '../matching.ts'

/** Each takes some hundred bytes. */
const mostAttributes = 250_000

/** Each distinct combination of attributes, once, for both sides. */
export class AttributeTable {
  /** By number. 0 is of a side that has no row. */
  readonly attributes: RecordAttributes[] = [{}]
  readonly #numbers = new Map<string, number>([['{}', 0]])

  /** Their number. Properties must be in one order, and none be `undefined`. */
  numberOf(attributes: RecordAttributes): number {
    const text = JSON.stringify(attributes)
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.attributes.length
      if (number >= mostAttributes) throw tooMany(attributes)
      this.attributes.push(attributes)
      this.#numbers.set(text, number)
    }
    return number
  }
}

function tooMany(attributes: RecordAttributes): InventoryError {
  return new InventoryError(
    'limit-exceeded',
    `the columns ${Object.keys(attributes).join(', ')} have more than ${mostAttributes} combinations of values: compare less metadata`,
  )
}
