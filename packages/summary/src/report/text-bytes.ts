import type { Column } from '@bucket-inventory/reports'

/** Texts end to end, as bytes. */
export interface TextBytes {
  readonly bytes: Uint8Array
  /** Where each ends; an empty one is no value. */
  readonly ends: Uint32Array
  /** 1 where a text stands for no value. */
  readonly missing?: Uint8Array
}

/** The bytes of a column of texts, whatever kind of column it is; of other values what `textOf` makes of them. */
export function textBytes<T>(
  column: Column<T>,
  textOf: (value: T) => string | null | undefined,
): TextBytes {
  if (column.kind === 'text') return column
  const ends = new Uint32Array(column.length)
  const texts: Buffer[] = []
  let end = 0
  for (let row = 0; row < column.length; row++) {
    const text = Buffer.from(textOf(column.get(row)) ?? '')
    texts.push(text)
    end += text.length
    ends[row] = end
  }
  return { bytes: Buffer.concat(texts, end), ends }
}
