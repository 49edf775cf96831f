import { formatQueryValue } from '@bucket-inventory/query'
import type { QueryColumn, QueryRow } from '@bucket-inventory/query'

import { printable } from './printable.ts'
import { widthOf } from './table.ts'

/** Rows as columns for a person: as wide as the first rows need, numbers to the right. */
export class AnswerTable {
  readonly #columns: readonly QueryColumn[]
  #widths: readonly number[] | undefined

  constructor(columns: readonly QueryColumn[]) {
    this.#columns = columns
  }

  /** The first time, with the names above. */
  text(rows: readonly QueryRow[]): string {
    const cells = rows.map((row) =>
      this.#columns.map(({ name }) => printable(formatQueryValue(row[name] ?? null))),
    )
    const head =
      this.#widths === undefined ? [this.#columns.map(({ name }) => printable(name))] : []
    const all = [...head, ...cells]
    const widths = (this.#widths ??= this.#columns.map((_, column) =>
      Math.max(...all.map((row) => widthOf(row[column] ?? ''))),
    ))
    return all.map((row) => this.#line(row, widths)).join('')
  }

  #line(row: readonly string[], widths: readonly number[]): string {
    const padded = row.map((cell, column) => {
      const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)))
      return numbers.test(this.#columns[column]?.type ?? '') ? space + cell : cell + space
    })
    return `${padded.join('  ').trimEnd()}\n`
  }
}

/** Types of DuckDB that stand to the right. */
const numbers = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL\(.*\))$/
