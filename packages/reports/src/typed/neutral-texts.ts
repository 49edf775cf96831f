import { textColumn } from '../batch/text-column.ts'
import type { NeutralColumn } from './neutral-column.ts'
import { neutralWords } from './neutral-words.ts'

export interface TextConventions<T> {
  /** Of the column, for errors. */
  readonly name: string
  /** The value of a text; `undefined` for a text that is none. */
  readonly read: (text: string) => T | undefined
  /** What a row has where there is no text. */
  readonly absent: T
}

/** Of a property that any text is good for, such as keys: no text is made before it is asked for. */
export function neutralTexts<T>(conventions: TextConventions<T>): NeutralColumn<T> {
  const { read, absent } = conventions
  const words = neutralWords(conventions)
  return {
    convert(typed, fail) {
      if (typed.kind !== 'text') return words.convert(typed, fail)
      const { bytes, ends } = typed
      return textColumn({ bytes, ends, value: (text) => read(text) ?? absent, absent })
    },
  }
}
