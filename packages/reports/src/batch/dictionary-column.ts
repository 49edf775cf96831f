import type { DictionaryColumn } from './column.ts'

/** A column over codes of values. Every code must have its value. */
export function dictionaryColumn<T>(
  codes: Uint16Array | Uint32Array,
  values: readonly T[],
): DictionaryColumn<T> {
  return new Codes(codes, values)
}

class Codes<T> implements DictionaryColumn<T> {
  readonly kind = 'dictionary'
  readonly length: number
  readonly codes: Uint16Array | Uint32Array
  readonly values: readonly T[]

  constructor(codes: Uint16Array | Uint32Array, values: readonly T[]) {
    this.codes = codes
    this.values = values
    this.length = codes.length
  }

  get(row: number): T {
    const code = this.codes[row]
    if (code === undefined || code >= this.values.length) throw new RangeError(`no row ${row}`)
    // oxlint-disable-next-line typescript/no-non-null-assertion -- within the values, which may hold undefined themselves
    return this.values[code]!
  }

  select(rows: Uint32Array): Codes<T> {
    return new Codes(selectCodes(this.codes, rows), this.values)
  }
}

/** The codes of these rows. */
export function selectCodes(
  codes: Uint16Array | Uint32Array,
  rows: Uint32Array,
): Uint16Array | Uint32Array {
  const selected =
    codes instanceof Uint16Array ? new Uint16Array(rows.length) : new Uint32Array(rows.length)
  for (const [index, row] of rows.entries()) selected[index] = codes[row] ?? 0
  return selected
}
