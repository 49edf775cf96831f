import type { Word } from './leaf.ts'

/** Stands for a code that was not asked for yet. */
const unknown = -1

/** What a list of words, which may grow, is in a leaf: levels, numbers, and codes of the dictionary of a row group. */
export class KnownWords {
  readonly words: readonly Word[]
  levels = new Uint8Array(0)
  numbers = new Float64Array(0)
  #codes = new Int32Array(0)

  constructor(words: readonly Word[]) {
    this.words = words
  }

  /** Takes in what came behind the words that were there. */
  grow(): void {
    const { words } = this
    const before = this.levels.length
    if (words.length === before) return
    this.levels = Uint8Array.from(words, ({ level }) => level)
    this.numbers = Float64Array.from(words, ({ value }) =>
      value === undefined ? Number.NaN : Number(value),
    )
    const codes = new Int32Array(words.length).fill(unknown)
    codes.set(this.#codes)
    this.#codes = codes
  }

  /** The code of a word in the dictionary, to which it is added the first time. */
  codeIn(dictionary: Map<string, number>, index: number): number {
    const known = this.#codes[index] ?? unknown
    if (known !== unknown) return known
    const text = String(this.words[index]?.value ?? '')
    let code = dictionary.get(text)
    if (code === undefined) {
      code = dictionary.size
      dictionary.set(text, code)
    }
    this.#codes[index] = code
    return code
  }
}
