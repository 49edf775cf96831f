import type { RecordField } from '@bucket-inventory/core'

import type { ReportColumn } from '../open/report-manifest.ts'
import type { ValueReaders } from '../values/value-readers.ts'
import type { CsvScanner } from './csv-scanner.ts'
import { planColumns } from './plan-columns.ts'
import type { ColumnPlan } from './plan-columns.ts'
import { mostWordBytes, mostWords } from './scanner-memory.ts'
import { WordGroup } from './word-group.ts'

/** The codes of a group in the rows of a block. */
export interface CodedGroup {
  readonly group: WordGroup
  readonly codes: Uint16Array
}

export interface FileWordsOptions {
  readonly scanner: CsvScanner
  readonly columns: readonly ReportColumn[]
  readonly fields: ReadonlySet<RecordField>
  readonly readers: ValueReaders
  readonly isMissing: (text: string) => boolean
}

/** A column of a group with as many texts does not have few values. */
const manyTexts = 64

/** The dictionaries of one file, and which columns turned out not to be worth one: that holds for the rest of the file. */
export class FileWords {
  readonly #options: FileWordsOptions
  readonly #varied = new Set<number>()
  readonly #apart = new Set<number>()
  #plan: ColumnPlan
  #groups: readonly WordGroup[] = []
  /** In the table of the scanner. */
  #words = 0

  constructor(options: FileWordsOptions) {
    this.#options = options
    this.#plan = this.#begin()
  }

  /** How columns are decoded, as far as is known after {@link decode} of a block. */
  get plan(): ColumnPlan {
    return this.#plan
  }

  /** `into` is the address where codes may be written, one row of codes after the other. */
  decode(rows: number, into: number, fail: (row: number, problem: string) => Error): CodedGroup[] {
    for (;;) {
      const coded = this.#tryDecode(rows, into, fail)
      if (coded !== undefined) return coded
      this.#learn()
      this.#plan = this.#begin()
    }
  }

  #begin(): ColumnPlan {
    const { scanner, columns, fields, readers, isMissing } = this.#options
    const plan = planColumns(columns, fields, { varied: this.#varied, apart: this.#apart })
    this.#groups = plan.groups.map((group) => new WordGroup(group, readers, isMissing))
    this.#words = 0
    scanner.memory.slots.fill(0)
    return plan
  }

  /** `undefined` where there are too many words. */
  #tryDecode(
    rows: number,
    into: number,
    fail: (row: number, problem: string) => Error,
  ): CodedGroup[] | undefined {
    const { scanner, columns } = this.#options
    const coded: CodedGroup[] = []
    let address = into
    for (const [number, group] of this.#groups.entries()) {
      const codes = new Uint16Array(scanner.memory.buffer, address, rows)
      const at = { columns: columns.length, column: group.columns[0].index }
      const last = at.column + group.columns.length - 1
      const found = scanner.codes(at, last, rows, number, group.size, this.#words, address)
      for (const word of this.#newWords(found < 0 ? -1 - found : found)) {
        const problem = group.add(word)
        if (problem !== undefined) throw fail(codes.indexOf(group.size), problem)
      }
      if (found < 0) return undefined
      coded.push({ group, codes })
      address += rows * codes.BYTES_PER_ELEMENT
    }
    return coded
  }

  #newWords(count: number): string[] {
    const { bytes, words } = this.#options.scanner.memory
    const found: string[] = []
    for (; this.#words < count; this.#words++) {
      const [start = 0, length = 0] = words.subarray(this.#words * 4, this.#words * 4 + 2)
      found.push(Buffer.from(bytes.buffer, start, length).toString())
    }
    return found
  }

  /** From the group that fills most of the table. */
  #learn(): void {
    const largest = this.#groups.reduce((most, group) =>
      share(group) > share(most) ? group : most,
    )
    const { column, texts } = largest.mostVaried()
    const { columns } = largest
    const middle = columns[columns.length >> 1]
    if (middle === undefined || columns.length === 1 || texts >= manyTexts) {
      this.#varied.add(column.index)
    } else this.#apart.add(middle.index)
  }
}

/** How much of the table is a group's. */
function share(group: WordGroup): number {
  return group.size / mostWords + group.letters / mostWordBytes
}
