import { isUtf8 } from 'node:buffer'

import type { TextColumn } from '@bucket-inventory/reports'

import type { Texts } from '../parquet/leaf.ts'

/** Texts of rows, end to end; no text is an empty one. */
export function textsOf(rows: readonly (string | Uint8Array | undefined)[]): Texts {
  const ends = new Uint32Array(rows.length)
  const parts: Uint8Array[] = []
  let end = 0
  for (const [row, text] of rows.entries()) {
    if (text !== undefined) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      parts.push(bytes)
      end += bytes.length
    }
    ends[row] = end
  }
  return { bytes: Buffer.concat(parts, end), ends }
}

/** Whether each text is valid UTF-8, as what DuckDB calls a text must be. */
export function areUtf8({ bytes, ends }: Texts): boolean {
  const last = ends.at(-1) ?? 0
  if (!isUtf8(bytes.subarray(0, last))) return false
  // Two texts that are none may be one together.
  let start = 0
  for (const end of ends) {
    if (end > start && isContinuation(bytes[start] ?? 0)) return false
    start = end
  }
  return true
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

/** The bytes of the texts that are no valid UTF-8. */
export function invalidBytes({ bytes, ends }: TextColumn): (Uint8Array | undefined)[] {
  return Array.from(ends, (end, row) => {
    const text = bytes.subarray(row === 0 ? 0 : ends[row - 1], end)
    return isUtf8(text) ? undefined : text
  })
}
