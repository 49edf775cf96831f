import type { Column, TextColumn } from '@bucket-inventory/reports'

/** Texts end to end, as a column of texts has them. */
export type TextSource = Pick<TextColumn, 'bytes' | 'ends' | 'missing'>

/** The texts of a column; `textOf` gives that of a value of a dictionary, and `undefined` where there is none. */
export function textSource<T>(
  column: Column<T>,
  textOf: (value: T) => string | undefined,
): TextSource {
  if (column.kind === 'text') return column
  const { length } = column
  const known = new Map<T, Uint8Array>()
  const texts: Uint8Array[] = []
  const ends = new Uint32Array(length)
  let end = 0
  for (let row = 0; row < length; row++) {
    const value = column.get(row)
    let text = known.get(value)
    if (text === undefined) {
      text = Buffer.from(textOf(value) ?? '')
      known.set(value, text)
    }
    texts.push(text)
    end += text.length
    ends[row] = end
  }
  return { bytes: Buffer.concat(texts, end), ends }
}
