import type { ComparedSide } from './compared-object.ts'

/** Which sides have the row; their sum is both. */
export const leftSide = 1
export const rightSide = 2

/**
 * What matching the rows of both sides found, as columns: pairs, and rows that one side lacks. Valid until the next batch is
 * asked for. Columns may be longer than there are rows.
 */
export interface MatchBatch {
  readonly length: number
  /** {@link leftSide}, {@link rightSide}, or both. */
  readonly sides: Uint8Array
  /** Of pairs: a code of `packFacts`. Else 0. */
  readonly facts: Uint16Array
  /**
   * Where it stands in the list: the number of the right row, or 2 ** 48 and the number of the left row where there is no
   * right one. Rising within a run.
   */
  readonly order: Float64Array
  /** Batches of one run come in order; runs are merged by `order`. */
  readonly run: number
  /** Bytes; NaN: unknown, or no row. */
  readonly leftSize: Float64Array
  readonly rightSize: Float64Array
  /** Epoch milliseconds; NaN: unknown, or no row. */
  readonly leftTime: Float64Array
  readonly rightTime: Float64Array
  /** Index in the prefixes of the matching; one that is not there is of all rows whose prefixes were too many. */
  readonly prefix: Uint32Array
  /** Index in the attributes of the matching; of a side that has no row, 0. */
  readonly leftAttributes: Uint32Array
  readonly rightAttributes: Uint32Array
  /**
   * 1 where this row's key, or version, is there more than once on a side, with other content. Of such rows of the left side the
   * first is the one that is given. One of the right side is given if it says something else than the first, which of keys was
   * given before anybody knew, and is not marked.
   */
  readonly duplicate: Uint8Array
  /** All that was read of a row of one side, and is not among its attributes. Throws a RangeError if it has none. */
  side(row: number, side: 'left' | 'right'): ComparedSide
  /** The key that both were matched by. */
  key(row: number): { readonly key: string; readonly keyBytes?: Uint8Array }
}
