import type { DictionaryColumn } from '../batch/column.ts'
import { dictionaryColumn } from '../batch/dictionary-column.ts'
import type { NeutralColumn, RowError } from './neutral-column.ts'
import type { TextConventions } from './neutral-texts.ts'
import type { TypedColumn, TypedDictionary, TypedWords } from './typed-column.ts'
import { lengthOf, textsOf } from './typed-texts.ts'

/** Of a property of few values, such as storage classes: each is made once for a dictionary. */
export function neutralWords<T>(conventions: TextConventions<T>): NeutralColumn<T> {
  const known = new WeakMap<TypedDictionary, readonly T[]>()
  const ofWords = ({ codes, dictionary }: TypedWords, fail: RowError): DictionaryColumn<T> => {
    let values = known.get(dictionary)
    if (values === undefined) {
      values = dictionary.values.map((word, code) =>
        valueOf(word, conventions, (problem) => fail(Math.max(0, codes.indexOf(code)), problem)),
      )
      known.set(dictionary, values)
    }
    return dictionaryColumn(codes, values)
  }
  return {
    convert: (typed, fail) =>
      typed.kind === 'words' ? ofWords(typed, fail) : coded(typed, conventions, fail),
  }
}

/** A dictionary of what was written without one. */
function coded<T>(
  typed: TypedColumn,
  conventions: TextConventions<T>,
  fail: RowError,
): DictionaryColumn<T> {
  const text = textsOf(typed)
  const codes = new Uint32Array(lengthOf(typed))
  const values: T[] = []
  const found = new Map<string | undefined, number>()
  for (const row of codes.keys()) {
    const written = text(row)
    let code = found.get(written)
    if (code === undefined) {
      code = values.length
      values.push(valueOf(written, conventions, (problem) => fail(row, problem)))
      found.set(written, code)
    }
    codes[row] = code
  }
  return dictionaryColumn(codes, values)
}

function valueOf<T>(
  word: string | boolean | undefined,
  { name, read, absent }: TextConventions<T>,
  fail: (problem: string) => Error,
): T {
  if (word === undefined || word === '') return absent
  const value = read(String(word))
  if (value === undefined) throw fail(`"${word}" is no ${name}`)
  return value
}
