import type { Column, TextColumn } from '@bucket-inventory/reports'

import { joinedTexts } from './joined-texts.ts'

/** Texts end to end, as a column of texts has them. */
export type TextSource = Pick<TextColumn, 'bytes' | 'ends' | 'missing'>

/** The texts of a column; `textOf` gives that of a value of a dictionary, and `undefined` where there is none. */
export function textSource<T>(
  column: Column<T>,
  textOf: (value: T) => string | undefined,
): TextSource {
  if (column.kind === 'text') return column
  const known = new Map<T, Uint8Array>()
  return joinedTexts(
    Array.from({ length: column.length }, (_, row) => {
      const value = column.get(row)
      let text = known.get(value)
      if (text === undefined) {
        text = Buffer.from(textOf(value) ?? '')
        known.set(value, text)
      }
      return text
    }),
  )
}
