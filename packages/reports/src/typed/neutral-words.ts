import type { DictionaryColumn } from '../batch/column.ts'
import { dictionaryColumn } from '../batch/dictionary-column.ts'
import type { NeutralColumn, RowError } from './neutral-column.ts'
import type { TextConventions } from './neutral-texts.ts'
import type { TypedColumn, TypedDictionary, TypedWords } from './typed-column.ts'
import { lengthOf, textsOf } from './typed-texts.ts'

/** The values of a dictionary. */
interface ReadWords<T> {
  readonly values: readonly T[]
  /** What is wrong with a word, by its code: of no matter as long as no row has it. */
  readonly problems: ReadonlyMap<number, string>
}

/** Of a property of few values, such as storage classes: each is made once for a dictionary. */
export function neutralWords<T>(conventions: TextConventions<T>): NeutralColumn<T> {
  const known = new WeakMap<TypedDictionary, ReadWords<T>>()
  const ofWords = ({ codes, dictionary }: TypedWords, fail: RowError): DictionaryColumn<T> => {
    let words = known.get(dictionary)
    if (words === undefined) {
      words = readWords(dictionary, conventions)
      known.set(dictionary, words)
    }
    if (words.problems.size > 0) refuseProblems(words.problems, codes, fail)
    return dictionaryColumn(codes, words.values)
  }
  return {
    convert: (typed, fail) =>
      typed.kind === 'words' ? ofWords(typed, fail) : coded(typed, conventions, fail),
  }
}

function readWords<T>({ values }: TypedDictionary, conventions: TextConventions<T>): ReadWords<T> {
  const problems = new Map<number, string>()
  const read = values.map((word, code) =>
    valueOf(word, conventions, (problem) => problems.set(code, problem)),
  )
  return { values: read, problems }
}

function refuseProblems(
  problems: ReadonlyMap<number, string>,
  codes: TypedWords['codes'],
  fail: RowError,
): void {
  for (const [row, code] of codes.entries()) {
    const problem = problems.get(code)
    if (problem !== undefined) throw fail(row, problem)
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
      values.push(
        valueOf(written, conventions, (problem) => {
          throw fail(row, problem)
        }),
      )
      found.set(written, code)
    }
    codes[row] = code
  }
  return dictionaryColumn(codes, values)
}

/** The value of a word; of one that is none, once that is told, no value. */
function valueOf<T>(
  word: string | boolean | undefined,
  { name, read, absent }: TextConventions<T>,
  tell: (problem: string) => void,
): T {
  if (word === undefined || word === '') return absent
  const value = read(String(word))
  if (value === undefined) tell(`"${word}" is no ${name}`)
  return value ?? absent
}
