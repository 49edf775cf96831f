import type { ObjectRecord } from '@bucket-inventory/core'

import type { Column, DictionaryColumn } from '../batch/column.ts'
import { dictionaryColumn } from '../batch/dictionary-column.ts'
import { valueIn } from '../batch/record-draft.ts'

type Native = ObjectRecord['native']

/** What no property is for, of several columns: an object for each row that has any, by the names of the columns. */
export function mergeNativeColumns(
  rows: number,
  columns: ReadonlyMap<string, Column<string | undefined>>,
): DictionaryColumn<Native> {
  const values: Native[] = [undefined]
  const codes = new Uint32Array(rows)
  for (const row of codes.keys()) {
    const entries: [string, string][] = []
    for (const [name, column] of columns) {
      const text = valueIn(column, row, true)
      if (text !== undefined) entries.push([name, text])
    }
    if (entries.length === 0) continue
    codes[row] = values.length
    values.push(Object.fromEntries(entries))
  }
  return dictionaryColumn(codes, values)
}
