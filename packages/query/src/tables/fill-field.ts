import type { RecordField } from '@bucket-inventory/core'
import type { Column, TextColumn } from '@bucket-inventory/reports'

import type { ColumnChunk } from '../parquet/column-chunk.ts'
import type { Texts, Word } from '../parquet/leaf.ts'
import { columnTexts } from './column-texts.ts'
import { fieldLeaves, fieldType } from './field-leaves.ts'
import { fieldWords } from './field-words.ts'

/** Writes a column of a batch into the leaves of its field. */
export type FillField = (column: Column, leaves: readonly ColumnChunk[]) => void

/** Of one field, for all batches of a read: what it made of a dictionary it keeps as long as it is given the same. */
export function fillField(field: RecordField): FillField {
  const wordsOf = keptWords(field)
  const textsOf = columnTexts(field)
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
      leaf.addTexts(textsOf(column))
    } else if (column.kind === 'text' && type === 'checksum') {
      fillChecksums(column, textsOf(column), leaves)
    } else {
      fillRows(field, column, leaves)
    }
  }
}

/** Dictionaries grow from batch to batch, and what was made of their first values is kept. */
function keptWords(field: RecordField): (values: readonly unknown[]) => readonly Word[][] {
  const leaves = fieldLeaves(field)
  let of: readonly unknown[] | undefined
  let words: Word[][] = []
  let count = 0
  return (values) => {
    if (values !== of) {
      of = values
      words = leaves.map(() => [])
      count = 0
    }
    for (; count < values.length; count++) {
      for (const [index, word] of fieldWords(field, values[count]).entries()) {
        words[index]?.push(word)
      }
    }
    return words
  }
}

/** The algorithm is that of the column, so only values differ from row to row. */
function fillChecksums(
  column: TextColumn,
  texts: Texts,
  [algorithm, value]: readonly ColumnChunk[],
): void {
  const codes = Uint16Array.from(texts.ends, (end, row) =>
    end > (texts.ends[row - 1] ?? 0) ? 1 : 0,
  )
  const first = codes.indexOf(1)
  const word = first === -1 ? undefined : fieldWords('checksum', column.get(first))[0]
  algorithm?.addWords([{ level: 0 }, word ?? { level: 0 }], codes)
  value?.addTexts(texts)
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
