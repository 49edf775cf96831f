import type { NumberColumn } from './column.ts'

/** A column over numbers; NaN is no value. */
export function numberColumn(values: Float64Array): NumberColumn<number | undefined> {
  return new Numbers(values)
}

class Numbers implements NumberColumn<number | undefined> {
  readonly kind = 'number'
  readonly length: number
  readonly values: Float64Array

  constructor(values: Float64Array) {
    this.values = values
    this.length = values.length
  }

  get(row: number): number | undefined {
    const value = this.values[row]
    // Only NaN differs from itself.
    return value === value ? value : undefined
  }

  select(rows: Uint32Array): Numbers {
    return new Numbers(Float64Array.from(rows, (row) => this.values[row] ?? Number.NaN))
  }
}
