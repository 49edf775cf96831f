import type { RecordField } from '@bucket-inventory/core'
import type { Column, RecordBatch } from '@bucket-inventory/reports'

import type { RowField } from './flat-columns.ts'

/** What a format makes of rows. */
export interface RowLayout {
  readonly begin: string
  readonly end: string
  /** Whether an empty cell is left out, instead of standing between two commas. */
  readonly leavesOut: boolean
  /** What a value of a field is written as. */
  readonly cell: (field: RowField) => (value: unknown) => string
}

type CellOfRow = (row: number) => string

/**
 * Writes batches as text, a line for each row. A value of a dictionary is written once, and neighbours that share their codes
 * are written together: most columns of a report are of this kind.
 */
export class RowTexts {
  readonly #layout: RowLayout
  readonly #fields: readonly RecordField[]
  readonly #cells: ReadonlyMap<RecordField, (value: unknown) => string>
  /** By the values of the first of neighbouring dictionaries. */
  readonly #known = new WeakMap<readonly unknown[], KnownWords>()

  constructor(fields: readonly RecordField[], layout: RowLayout) {
    this.#fields = fields
    this.#layout = layout
    this.#cells = new Map(fields.map((field) => [field, layout.cell(field)]))
  }

  of(batch: RecordBatch): string {
    const { begin, end, leavesOut } = this.#layout
    const cells = this.#cellsOf(batch)
    let text = ''
    for (let row = 0; row < batch.length; row++) {
      let line = begin
      let isFirst = true
      for (const cellOf of cells) {
        const cell = cellOf(row)
        if (leavesOut && cell === '') continue
        line += isFirst ? cell : `,${cell}`
        isFirst = false
      }
      text += line + end
    }
    return text
  }

  #cellsOf(batch: RecordBatch): readonly CellOfRow[] {
    const cells: CellOfRow[] = []
    for (let index = 0; index < this.#fields.length;) {
      const neighbours = this.#neighbours(batch, index)
      cells.push(this.#cellOf(neighbours))
      index += neighbours.length
    }
    return cells
  }

  /** The column of this field, with those after it that share its codes. */
  #neighbours(batch: RecordBatch, index: number): readonly FieldColumn[] {
    const found: FieldColumn[] = []
    for (const field of this.#fields.slice(index)) {
      const column = batch.column(field)
      const [first] = found
      if (first !== undefined && !sharesCodes(first.column, column)) break
      found.push({ column, cell: this.#cells.get(field) ?? String })
    }
    return found
  }

  #cellOf(neighbours: readonly FieldColumn[]): CellOfRow {
    const [first] = neighbours
    if (first === undefined) return () => ''
    const { column, cell } = first
    if (column.kind !== 'dictionary') return (row) => cell(column.get(row))
    const { codes } = column
    const lists = neighbours.flatMap((one) =>
      one.column.kind === 'dictionary' ? [one.column.values] : [],
    )
    const words = this.#wordsOf(lists)
    return (row) => {
      const code = codes[row] ?? 0
      return (words[code] ??= this.#join(neighbours.map((one, at) => one.cell(lists[at]?.[code]))))
    }
  }

  /** Dictionaries grow from batch to batch, and what they have stays as it is. */
  #wordsOf(lists: readonly (readonly unknown[])[]): (string | undefined)[] {
    const [first = []] = lists
    const known = this.#known.get(first)
    if (known !== undefined && isSame(known.lists, lists)) return known.words
    const words: string[] = []
    this.#known.set(first, { lists, words })
    return words
  }

  #join(cells: readonly string[]): string {
    const { leavesOut } = this.#layout
    return (leavesOut ? cells.filter((cell) => cell !== '') : cells).join(',')
  }
}

interface FieldColumn {
  readonly column: Column
  readonly cell: (value: unknown) => string
}

interface KnownWords {
  readonly lists: readonly (readonly unknown[])[]
  readonly words: (string | undefined)[]
}

function sharesCodes(left: Column, right: Column): boolean {
  return left.kind === 'dictionary' && right.kind === 'dictionary' && left.codes === right.codes
}

function isSame<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index])
}
