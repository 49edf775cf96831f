import type { TypedColumn } from '../typed/typed-column.ts'
import type { DataPage, DictionaryPage } from './data-page.ts'

/**
 * Decodes the pages of a column, chunk after chunk, into the columns of batches. Throws faults; rows in them count from the
 * first of the batch.
 */
export interface ColumnDecoder {
  /** Begins a batch: what it gave before is good no more. */
  begin(): void
  /** Begins a chunk, which may have a dictionary. */
  beginChunk(dictionary?: DictionaryPage): void
  beginPage(page: DataPage): void
  /** Adds the next rows of the page to the batch. */
  append(rows: number): void
  /** Throws where the page holds more than its rows. */
  endPage(): void
  /** The batch. */
  column(): TypedColumn
}

/** Rows of a batch. */
export const batchRows = 4096
