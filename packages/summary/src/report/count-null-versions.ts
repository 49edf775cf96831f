import type { Column } from '@bucket-inventory/reports'

/** How many of the rows that are not marked in `left` are null versions: the value is asked for only where it may be null. */
export function countNullVersions(
  column: Column<string | null | undefined>,
  left: Uint8Array | undefined,
): number {
  const isNull = (row: number) => column.get(row) === null
  let count = 0
  let start = 0
  for (let row = 0; row < column.length; row++) {
    if (column.kind === 'text') {
      const end = column.ends[row] ?? start
      const length = end - start
      start = end
      // Nothing, or the word `null`.
      if (length !== 0 && length !== 4 && column.missing?.[row] !== 1) continue
    }
    if (left?.[row] !== 1 && isNull(row)) count++
  }
  return count
}
