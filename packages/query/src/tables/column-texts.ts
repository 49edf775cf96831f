import type { RecordField } from '@bucket-inventory/core'
import type { TextColumn } from '@bucket-inventory/reports'

import { growingBytes } from '../parquet/growing.ts'
import type { GrowingBytes } from '../parquet/growing.ts'
import type { Texts } from '../parquet/leaf.ts'
import { fieldWords } from './field-words.ts'
import { areUtf8, textsOf } from './own-texts.ts'

const nullVersion = Buffer.from('null')
const nothing = new Uint8Array()
const quote = 0x22

/**
 * The values of columns of texts of a field, as bytes where their bytes are them; an empty text is none. What it gives is valid
 * until it is asked again.
 */
export function columnTexts(field: RecordField): (column: TextColumn) => Texts {
  const bytes = growingBytes()
  return (column) => {
    // Some ETags stand in quotes, which are not theirs.
    if (!areUtf8(column) || (field === 'etag' && beginsWithQuote(column))) {
      return textsOf(Array.from(column.ends, (_, row) => textAt(field, column, row)))
    }
    if (field === 'versionId') return replaced(column, nullVersion, bytes)
    return column.missing === undefined ? column : replaced(column, nothing, bytes)
  }
}

function textAt(field: RecordField, column: TextColumn, row: number): string | undefined {
  const value = fieldWords(field, column.get(row)).at(-1)?.value
  return value === undefined ? undefined : String(value)
}

function beginsWithQuote({ bytes, ends }: TextColumn): boolean {
  let start = 0
  for (const end of ends) {
    if (end > start && bytes[start] === quote) return true
    start = end
  }
  return false
}

/** The texts, with another where there is no value. */
function replaced(column: TextColumn, other: Uint8Array, target: GrowingBytes): Texts {
  const { missing, length } = column
  const ends = new Uint32Array(length)
  target.length = 0
  target.reserve((column.ends[length - 1] ?? 0) + length * other.length)
  let start = 0
  for (let row = 0; row < length; row++) {
    const end = column.ends[row] ?? start
    const isAbsent = end === start || missing?.[row] === 1
    target.append(isAbsent ? other : column.bytes.subarray(start, end))
    ends[row] = target.length
    start = end
  }
  return { bytes: target.items, ends }
}
