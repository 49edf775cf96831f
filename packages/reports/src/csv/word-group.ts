import type { RecordColumns } from '../batch/record-draft.ts'
import { GrowingValues } from '../batch/value-group.ts'
import type { FieldValues } from '../batch/value-group.ts'
import { absentValues } from '../values/value-readers.ts'
import type { ColumnField, ValueReaders } from '../values/value-readers.ts'
import type { ColumnGroup, PlannedColumn } from './plan-columns.ts'
import { splitWord } from './split-word.ts'

/** Where a text of a word goes. */
interface WordColumn {
  readonly values: GrowingColumn
  /** False where the text is none of its kind. */
  add(text: string | undefined): boolean
}

interface GrowingColumn extends FieldValues {
  addTo(columns: RecordColumns, codes: Uint16Array): void
}

/** Neighbouring columns of few values. A word is what stands in all of them in a row, and has one code. */
export class WordGroup {
  readonly columns: ColumnGroup
  /** What no property is for, by code. */
  readonly natives = new GrowingValues('native')
  readonly #columns: readonly (WordColumn | undefined)[]
  /** The values by code, but for {@link natives}. */
  readonly values: readonly GrowingColumn[]
  readonly #isMissing: (text: string) => boolean
  readonly #distinct: readonly Set<string>[]
  #size = 0
  #letters = 0

  constructor(columns: ColumnGroup, readers: ValueReaders, isMissing: (text: string) => boolean) {
    this.columns = columns
    this.#isMissing = isMissing
    this.#distinct = columns.map(() => new Set())
    this.#columns = columns.map(({ field }) =>
      field === 'native' ? undefined : wordColumn(field, readers[field]),
    )
    this.values = this.#columns.flatMap((column) => (column === undefined ? [] : [column.values]))
  }

  /** Words so far. */
  get size(): number {
    return this.#size
  }

  /** Length of all words. */
  get letters(): number {
    return this.#letters
  }

  get hasNatives(): boolean {
    return this.#columns.includes(undefined)
  }

  /** Takes the next word, and says what is wrong with it. */
  add(word: string): string | undefined {
    const texts = splitWord(word)
    const natives: [string, string][] = []
    for (const [index, { name }] of this.columns.entries()) {
      const text = texts[index] ?? ''
      const value = this.#isMissing(text) ? undefined : text
      this.#distinct[index]?.add(text)
      const column = this.#columns[index]
      if (column === undefined) {
        if (value !== undefined) natives.push([name, value])
      } else if (!column.add(value)) return `"${text}" is no ${name}`
    }
    this.natives.values.push(natives.length === 0 ? undefined : Object.fromEntries(natives))
    this.#size++
    this.#letters += word.length
    return undefined
  }

  /** The column with the most texts, and how many. */
  mostVaried(): { readonly column: PlannedColumn; readonly texts: number } {
    let most = { column: this.columns[0], texts: 0 }
    for (const [index, column] of this.columns.entries()) {
      const texts = this.#distinct[index]?.size ?? 0
      if (texts > most.texts) most = { column, texts }
    }
    return most
  }
}

function wordColumn<F extends ColumnField>(field: F, read: ValueReaders[F]): WordColumn {
  const values = new GrowingValues(field)
  return {
    values,
    add(text) {
      if (text === undefined) {
        values.values.push(absentValues[field])
        return true
      }
      const value = read(text)
      if (value === undefined) return false
      values.values.push(value)
      return true
    },
  }
}
