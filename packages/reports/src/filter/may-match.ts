import { parseInstant } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'

import type { RowFilter } from './column-filter.ts'

/** What the writer of a file noted about the values of a column in a part of it. Nothing, where it noted none. */
export interface ColumnBounds {
  /** Least and greatest, in bytes or epoch milliseconds. */
  readonly numbers?: readonly [number, number]
  /** Before and behind every text in the order of bytes; a writer may have cut them. */
  readonly texts?: readonly [Uint8Array, Uint8Array]
}

/** The bounds of a part of a file, by the name of the column in the file. */
export type PartBounds = (column: string) => ColumnBounds | undefined

/** Whether a part of a file may hold a row that the filter keeps: `false` only where its bounds rule it out. */
export function mayMatch(
  { prefix, size, lastModified }: RowFilter,
  boundsOf: (field: RecordField) => ColumnBounds | undefined,
): boolean {
  return (
    overlaps(boundsOf('size'), size?.min, size?.max) &&
    overlaps(boundsOf('lastModified'), timeOf(lastModified?.from), timeOf(lastModified?.to)) &&
    (prefix === undefined || mayBegin(boundsOf('key'), prefix))
  )
}

function overlaps(
  bounds: ColumnBounds | undefined,
  low: number | undefined = -Infinity,
  high: number | undefined = Infinity,
): boolean {
  if (bounds?.numbers === undefined) return true
  const [least, most] = bounds.numbers
  // NaN rules nothing out.
  return !(most < low || least > high)
}

function mayBegin(bounds: ColumnBounds | undefined, prefix: string): boolean {
  // What is invalid in a key reads as U+FFFD, which its bytes are not; half a character is in no bytes.
  if (bounds?.texts === undefined || Buffer.from(prefix).includes('\uFFFD')) return true
  const bytes = Buffer.from(prefix)
  const [least, most] = bounds.texts
  return (
    Buffer.compare(bytes, most) <= 0 && Buffer.compare(bytes, least.subarray(0, bytes.length)) >= 0
  )
}

function timeOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : parseInstant(instant)
}
