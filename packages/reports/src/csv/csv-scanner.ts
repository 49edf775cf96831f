import type { ScannerMemory } from './scanner-memory.ts'

/**
 * Finds the fields of a block of CSV and decodes its columns. Everything is at addresses of one memory, so that an
 * implementation in WebAssembly and one in TypeScript are exchangeable, byte for byte.
 */
export interface CsvScanner {
  readonly memory: ScannerMemory
  /**
   * Finds where the fields end of the rows that are whole, up to `limit` fields, and returns the number of rows; -1 where
   * the block is not plain, and then the bounds mean nothing. Plain is: every row has so many columns, not one empty one,
   * and ends with a bare line feed; every field is quoted as a whole, without quotes inside, or has no quote at all. Behind the block must
   * be 64 zeros.
   */
  scan(block: number, length: number, columns: number, limit: number): number
  /**
   * Whole numbers up to 2^53 - 1 as Float64; an empty field is NaN. Returns the first row from `from` on that is neither, or `rows`.
   */
  numbers(at: ColumnAddress, from: number, rows: number, into: number): number
  /**
   * Epoch milliseconds as Float64, of `2026-11-20T01:00:00Z`, with three digits of milliseconds, with hyphens for the colons, or Unix
   * seconds; an empty field is NaN. Returns the first row from `from` on that is none of them, or `rows`.
   */
  instants(at: ColumnAddress, from: number, rows: number, into: number): number
  /**
   * Texts, end to end, where each ends, and of each whether it is not ASCII, one byte a row. A doubled quote becomes one.
   * `decode` is for percent-encoded texts with `+` as space; escapes that are none are kept, and their number is the first of
   * the counts in memory. Returns the length of all.
   */
  texts(
    at: ColumnAddress,
    rows: number,
    decode: boolean,
    into: number,
    ends: number,
    wide: number,
  ): number
  /**
   * A code for each row, by the bytes from the beginning of this column to the end of column `last`: a word. Codes of a
   * group count from 0 by first occurrence; `known` of them are there. New words are added to the table, `words` are in it over
   * all groups. Returns how many words there are then; where they are too many, -1 minus those that fit.
   */
  codes(
    at: ColumnAddress,
    last: number,
    rows: number,
    group: number,
    known: number,
    words: number,
    into: number,
  ): number
}

/** A column of a block that was scanned. */
export interface ColumnAddress {
  readonly columns: number
  readonly column: number
}
