import type { Column } from '@bucket-inventory/reports'

/** Numbers the distinct values of a column through all batches, in the order in which they come: one look-up a value, not a row. */
export class ValueNumbers<T> {
  readonly values: T[] = []
  readonly #identityOf: (value: T) => unknown
  readonly #numbers = new Map<unknown, number>()
  /** Numbers by code, as long as batches share their values. */
  #ofCodes: number[] = []
  #codeValues: readonly T[] | undefined

  /** `identityOf`: equal for values that are the same. */
  constructor(identityOf: (value: T) => unknown) {
    this.#identityOf = identityOf
  }

  /** The number of the value of each row. */
  numbers(column: Column<T>): Uint32Array {
    if (column.kind !== 'dictionary') {
      return Uint32Array.from({ length: column.length }, (_, row) =>
        this.#numberOf(column.get(row)),
      )
    }
    const { codes } = column
    const ofCodes = this.#numbersOfCodes(column.values)
    const numbers = new Uint32Array(codes.length)
    // oxlint-disable-next-line typescript/no-non-null-assertion -- rows are below the length, and every code has its value
    for (let row = 0; row < codes.length; row++) numbers[row] = ofCodes[codes[row]!]!
    return numbers
  }

  /** Values may have grown since the last batch; what was there stays as it is. */
  #numbersOfCodes(values: readonly T[]): number[] {
    if (values !== this.#codeValues) {
      this.#codeValues = values
      this.#ofCodes = []
    }
    for (const value of values.slice(this.#ofCodes.length))
      this.#ofCodes.push(this.#numberOf(value))
    return this.#ofCodes
  }

  #numberOf(value: T): number {
    const identity = this.#identityOf(value)
    const known = this.#numbers.get(identity)
    if (known !== undefined) return known
    const number = this.values.length
    this.values.push(value)
    this.#numbers.set(identity, number)
    return number
  }
}
