import type { Column } from '@bucket-inventory/reports'

/** The numbers of a column, whatever kind of column it is. NaN: no value. */
export function numberValues(column: Column<number | undefined>): Float64Array {
  if (column.kind === 'number') return column.values
  return Float64Array.from({ length: column.length }, (_, row) => column.get(row) ?? Number.NaN)
}
