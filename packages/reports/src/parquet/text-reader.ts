import type { TextBuffer } from './text-buffer.ts'

/** Reads the texts of a page of one encoding. */
export interface TextReader {
  /** Adds the next texts. Throws a fault where there are fewer. */
  read(into: TextBuffer, count: number): void
  /** Throws a fault where any are left. */
  finish(): void
}
