import { BitStream } from './bit-stream.ts'
import type { OrcColumn, RowRange } from './orc-column.ts'
import type { EncodedStream } from './stream.ts'
import { bigintEncoder, booleanEncoder, stringEncoder, timestampEncoder } from './value-encoder.ts'
import type { ColumnEncoding, ValueEncoder } from './value-encoder.ts'

/** A column of one stripe. */
export interface EncodedColumn {
  readonly encoding: ColumnEncoding
  /** In the order in which an index tells places in them. */
  readonly streams: readonly EncodedStream[]
}

/** Some rows of a column as the streams of a stripe, with a mark at every so many rows. */
export function encodeColumn(column: OrcColumn, rows: RowRange, stride: number): EncodedColumn {
  switch (column.type) {
    case 'string': {
      const values = column.values.slice(rows.from, rows.to)
      return encode(values, stringEncoder(values), stride)
    }
    case 'boolean':
      return encode(column.values.slice(rows.from, rows.to), booleanEncoder(), stride)
    case 'bigint':
      return encode(column.values.slice(rows.from, rows.to), bigintEncoder(), stride)
    case 'timestamp':
      return encode(column.values.slice(rows.from, rows.to), timestampEncoder(), stride)
  }
}

/** Which rows are not null is a stream of its own, left out where all of them are not. */
function encode<Value>(
  values: readonly (Value | undefined)[],
  encoder: ValueEncoder<Value>,
  stride: number,
): EncodedColumn {
  const present = new BitStream('present')
  for (const [row, value] of values.entries()) {
    if (row % stride === 0) {
      present.mark()
      encoder.mark()
    }
    present.add(value !== undefined)
    if (value !== undefined) encoder.add(value)
  }
  const streams = encoder.finish()
  const hasNull = values.includes(undefined)
  return { encoding: encoder.encoding, streams: hasNull ? [present.finish(), ...streams] : streams }
}
