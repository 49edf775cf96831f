import type { OrcColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'
import type { StreamKind } from './read-stripe-footer.ts'
import type { StreamPosition } from './stream-positions.ts'
import type { StripeStreams } from './stripe-streams.ts'
import type { TextBudget } from './text-buffer.ts'

/** Reads one column of one stripe, batch by batch. */
export interface ColumnReader {
  /** The next rows, of which the first has the number `firstRow` in the file. */
  read(rows: number, firstRow: number): Promise<OrcColumn>
  /** Before the first read: enters the streams, which begin where the row group's chunks do. */
  seek(positions: StreamPositions): Promise<void>
  /** After the last row of the stripe: throws unless the streams have nothing left, so that rows cannot be shifted. */
  finish(): Promise<void>
}

/** Where a row group begins in the streams of one column. */
export type StreamPositions = ReadonlyMap<StreamKind, StreamPosition>

/** What a column of one stripe is read from. */
export interface ColumnParts {
  readonly field: OrcField
  readonly streams: StripeStreams
  /** Version of the integer runs. */
  readonly version: 1 | 2
  /** Rows of the largest batch. */
  readonly capacity: number
  readonly budget: TextBudget
}
