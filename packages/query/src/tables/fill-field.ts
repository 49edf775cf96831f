import type { RecordField } from '@bucket-inventory/core'
import type { Column, TextColumn } from '@bucket-inventory/reports'

import type { ColumnChunk } from '../parquet/column-chunk.ts'
import type { Word } from '../parquet/leaf.ts'
import { fieldLeaves, fieldType } from './field-leaves.ts'
import { fieldWords } from './field-words.ts'
import { areUtf8, textsOf } from './own-texts.ts'

/** Writes a column of a batch into the leaves of its field. */
export type FillField = (column: Column, leaves: readonly ColumnChunk[]) => void

/** Of one field, for all batches of a read: what it made of a dictionary it keeps as long as it is given the same. */
export function fillField(field: RecordField): FillField {
  const wordsOf = keptWords(field)
  const type = fieldType(field)
  return (column, leaves) => {
    const [leaf] = leaves
    if (leaf === undefined) return
    if (column.kind === 'dictionary') {
      for (const [index, words] of wordsOf(column.values).entries()) {
        leaves[index]?.addWords(words, column.codes)
      }
    } else if (column.kind === 'number' && (type === 'integer' || type === 'instant')) {
      leaf.addNumbers(column.values)
    } else if (column.kind === 'text' && type === 'text') {
      leaf.addTexts(isAsWritten(field, column) ? column : respelled(field, column))
    } else if (column.kind === 'text' && type === 'checksum' && isPlain(column)) {
      fillChecksums(column, leaves)
    } else {
      fillRows(field, column, leaves)
    }
  }
}

/** Dictionaries grow from batch to batch: what was made of the values that are still there is kept. */
function keptWords(field: RecordField): (values: readonly unknown[]) => readonly Word[][] {
  const leaves = fieldLeaves(field)
  let seen: unknown[] = []
  let words: Word[][] = leaves.map(() => [])
  return (values) => {
    if (!seen.every((value, index) => value === values[index])) {
      seen = []
      words = leaves.map(() => [])
    }
    for (const value of values.slice(seen.length)) {
      seen.push(value)
      for (const [index, word] of fieldWords(field, value).entries()) words[index]?.push(word)
    }
    return words
  }
}

/** Whether the bytes of a column are the texts of its values, and nothing else. */
function isAsWritten(field: RecordField, column: TextColumn): boolean {
  if (!isPlain(column)) return false
  // A version without an id is the null version, and some ETags stand in quotes, which are not theirs.
  if (field === 'versionId') return !hasEmpty(column)
  return field !== 'etag' || !beginsWithQuote(column)
}

function isPlain(column: TextColumn): boolean {
  return column.missing === undefined && areUtf8(column)
}

function hasEmpty({ ends }: TextColumn): boolean {
  return ends.some((end, row) => end === (row === 0 ? 0 : ends[row - 1]))
}

function beginsWithQuote({ bytes, ends }: TextColumn): boolean {
  return ends.some((end, row) => {
    const start = row === 0 ? 0 : (ends[row - 1] ?? 0)
    return end > start && bytes[start] === quote
  })
}

const quote = 0x22

function respelled(field: RecordField, column: TextColumn): ReturnType<typeof textsOf> {
  return textsOf(
    Array.from({ length: column.length }, (_, row) => {
      const value = fieldWords(field, column.get(row))[0]?.value
      return value === undefined ? undefined : String(value)
    }),
  )
}

/** The algorithm is that of the column, so only values differ from row to row. */
function fillChecksums(column: TextColumn, [algorithm, value]: readonly ColumnChunk[]): void {
  const { ends } = column
  const codes = Uint8Array.from(ends, (end, row) => (end > (ends[row - 1] ?? 0) ? 1 : 0))
  const first = codes.indexOf(1)
  const word = first === -1 ? undefined : fieldWords('checksum', column.get(first))[0]
  algorithm?.addWords([{ level: 0 }, word ?? { level: 0 }], codes)
  value?.addTexts(column)
}

function fillRows(field: RecordField, column: Column, leaves: readonly ColumnChunk[]): void {
  const rows = Uint32Array.from({ length: column.length }, (_, row) => row)
  const words = Array.from(rows, (row) => fieldWords(field, column.get(row)))
  for (const [index, leaf] of leaves.entries()) {
    leaf.addWords(
      words.map((one) => one[index] ?? { level: 0 }),
      rows,
    )
  }
}
