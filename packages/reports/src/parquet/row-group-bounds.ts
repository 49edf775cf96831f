import type { ColumnBounds, PartBounds } from '../filter/may-match.ts'
import type { NumberFormat } from './column-type.ts'
import type { ChunkStatistics, FileMetadata, RowGroup } from './file-metadata.ts'
import type { ParquetColumn } from './parquet-columns.ts'
import { numberLength, readPlainNumbers } from './plain-numbers.ts'

/** What the footer says about the values of a row group, as far as it can be relied on. */
export function rowGroupBounds(
  columns: readonly ParquetColumn[],
  { ordered }: FileMetadata,
  { chunks }: RowGroup,
): PartBounds {
  return (name) => {
    const [column, another] = columns.filter((column) => column.name === name)
    if (column === undefined || another !== undefined || 'refused' in column) return undefined
    const { leaf, type } = column
    const statistics = chunks[leaf]?.statistics
    if (statistics === undefined) return undefined
    const isOrdered = ordered[leaf] === true
    if (type.kind === 'text') return isOrdered ? textBounds(statistics) : undefined
    return type.kind === 'number' ? numberBounds(type.format, statistics, isOrdered) : undefined
  }
}

/** Old bounds of texts are of bytes with a sign, and some writers got them wrong: https://issues.apache.org/jira/browse/PARQUET-251. */
function textBounds({ least, most }: ChunkStatistics): ColumnBounds | undefined {
  if (least === undefined || most === undefined) return undefined
  // Cut ones are before and behind every text all the same.
  return Buffer.compare(least, most) > 0 ? undefined : { texts: [least, most] }
}

function numberBounds(
  format: NumberFormat,
  { least, most, oldLeast, oldMost }: ChunkStatistics,
  isOrdered: boolean,
): ColumnBounds | undefined {
  // Their order was never settled.
  if (format === 'int96') return undefined
  // Old bounds are of numbers with a sign.
  const isSigned = format !== 'uint32' && format !== 'uint64'
  if (!isSigned && !isOrdered) return undefined
  const low = numberOf(format, least ?? (isSigned ? oldLeast : undefined))
  const high = numberOf(format, most ?? (isSigned ? oldMost : undefined))
  if (low === undefined || high === undefined) return undefined
  // What no number holds lies beyond all that are read.
  const bounds: [number, number] = [low === Infinity ? -Infinity : low, high]
  return bounds[0] > bounds[1] ? undefined : { numbers: bounds }
}

/** As it is decoded, so that fractions of milliseconds are cut off here as there. */
function numberOf(format: NumberFormat, bytes: Uint8Array | undefined): number | undefined {
  if (bytes?.length !== numberLength(format)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const value = new Float64Array(1)
  readPlainNumbers(format, view, 0, value, 0, 1)
  return value[0]
}
