/* oxlint-disable typescript/no-non-null-assertion -- the width is where something is */
import type { StoredValues } from './data-page.ts'
import { HybridReader } from './hybrid-reader.ts'

/** A reader of a page's codes in a dictionary of so many values. */
export function codeReader({ bytes, start, end }: StoredValues, count: number): HybridReader {
  // A page without any value may not even say their width.
  if (start === end) return new HybridReader(bytes, start, end, 0, count)
  return new HybridReader(bytes, start + 1, end, bytes[start]!, count)
}
