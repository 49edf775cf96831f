import { formatInstant } from '@bucket-inventory/core'

import { isInstant } from './is-instant.ts'
import type { TypedColumn } from './typed-column.ts'

/** Rows of a column. */
export function lengthOf(typed: TypedColumn): number {
  if (typed.kind === 'number') return typed.values.length
  return typed.kind === 'text' ? typed.ends.length : typed.codes.length
}

/** What a column of any kind says in a row, as a text; `undefined` where it says nothing. */
export function textsOf(typed: TypedColumn): (row: number) => string | undefined {
  if (typed.kind === 'words') {
    const { codes, dictionary } = typed
    return (row) => {
      const word = dictionary.values[codes[row] ?? -1]
      return word === undefined || word === '' ? undefined : String(word)
    }
  }
  if (typed.kind === 'text') {
    const { bytes, ends } = typed
    const texts = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return (row) => {
      const start = row === 0 ? 0 : (ends[row - 1] ?? 0)
      const end = ends[row] ?? start
      return start === end ? undefined : texts.toString('utf8', start, end)
    }
  }
  const { values, unit } = typed
  return (row) => {
    const value = values[row] ?? Number.NaN
    if (Number.isNaN(value)) return undefined
    return unit === 'instant' && isInstant(value) ? formatInstant(value) : String(value)
  }
}
