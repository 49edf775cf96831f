import type { ColumnChunk, RowGroup } from './file-metadata.ts'
import type { ReadableColumn } from './parquet-columns.ts'
import { ParquetFault } from './parquet-fault.ts'

export interface ChunkExtent {
  readonly chunk: ColumnChunk
  readonly start: number
  readonly end: number
}

/** Where the chunk of a column is. Throws a fault where that is outside of the data, or what is there is another column. */
export function chunkExtent(
  { rows, chunks }: RowGroup,
  { name, leaf, physicalType }: ReadableColumn,
  dataEnd: number,
): ChunkExtent {
  const chunk = chunks[leaf]
  if (chunk === undefined) throw malformed(`a row group has no column "${name}"`)
  const { dataOffset, dictionaryOffset = 0, length, type, values, refused } = chunk
  if (type !== physicalType) throw malformed(`column "${name}" is of several types`)
  if (values !== rows) {
    throw malformed(`column "${name}" has ${values} values in a row group of ${rows} rows`)
  }
  // Some writers say 0 where there is no dictionary.
  const start = dictionaryOffset > 0 ? Math.min(dictionaryOffset, dataOffset) : dataOffset
  const end = start + length
  // Where there are no rows, there may be no chunk.
  const needed = refused === undefined && rows > 0
  if (needed && (start < magicLength || length < 0 || end > dataEnd)) {
    throw malformed(`column "${name}" is at the bytes from ${start} to ${end}, outside of its data`)
  }
  return { chunk, start, end }
}

/** PAR1. */
const magicLength = 4

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
