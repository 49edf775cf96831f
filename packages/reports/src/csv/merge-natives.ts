import type { ObjectRecord } from '@bucket-inventory/core'

import type { DictionaryColumn, TextColumn } from '../batch/column.ts'
import { dictionaryColumn } from '../batch/dictionary-column.ts'
import type { CodedGroup } from './file-words.ts'

type Native = ObjectRecord['native']

/** What no property is for, of several groups and columns: an object for each row. */
export function mergeNatives(
  rows: number,
  groups: readonly CodedGroup[],
  texts: ReadonlyMap<string, TextColumn<string | undefined>>,
): DictionaryColumn<Native> {
  const values: Native[] = []
  const codes = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    const entries: [string, string][] = []
    for (const { group, codes } of groups) {
      entries.push(...Object.entries(group.natives.values[codes[row] ?? 0] ?? {}))
    }
    for (const [name, column] of texts) {
      const text = column.getOwn(row)
      if (text !== undefined) entries.push([name, text])
    }
    values.push(entries.length === 0 ? undefined : Object.fromEntries(entries))
    codes[row] = row
  }
  return dictionaryColumn(codes, values)
}
