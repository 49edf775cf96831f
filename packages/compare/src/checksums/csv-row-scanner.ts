/* oxlint-disable typescript/no-non-null-assertion -- every index is below the end of the block */
const quote = 0x22
const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Scans one row in a block of a file. */
export class CsvRowScanner {
  /** In the block; behind the row when it was scanned. */
  at: number
  readonly #block: Buffer
  readonly #isLast: boolean
  readonly #isRestOfLine: (fields: readonly Buffer[]) => boolean
  readonly #fields: Buffer[] = []

  constructor(
    block: Buffer,
    at: number,
    isLast: boolean,
    isRestOfLine: (fields: readonly Buffer[]) => boolean,
  ) {
    this.at = at
    this.#block = block
    this.#isLast = isLast
    this.#isRestOfLine = isRestOfLine
  }

  /** The fields; `incomplete`: more has to be read first. */
  scan(): readonly Buffer[] | 'incomplete' | 'stray-quote' {
    for (;;) {
      const start = this.at
      const field = this.#block[start] === quote ? this.#quoted() : this.#bare()
      if (field === undefined) return 'incomplete'
      let ending = this.#ending()
      if (ending === 'stray' && this.#isRestOfLine(this.#fields)) {
        this.at = this.#endOfLine(start)
        this.#fields.push(this.#block.subarray(start, this.at))
        ending = this.#ending()
      } else this.#fields.push(field)
      if (ending === 'line') return this.#fields
      if (ending === 'none') return 'incomplete'
      if (ending === 'stray') return 'stray-quote'
    }
  }

  #quoted(): Buffer | undefined {
    const start = this.at + 1
    let escapes = 0
    for (let at = start; ; at++) {
      at = this.#block.indexOf(quote, at)
      if (at === -1) return undefined
      // Whether it is doubled is seen when more is read.
      if (at + 1 === this.#block.length && !this.#isLast) return undefined
      if (this.#block[at + 1] !== quote) {
        this.at = at + 1
        const field = this.#block.subarray(start, at)
        return escapes === 0 ? field : withoutEscapes(field, escapes)
      }
      escapes++
      at++
    }
  }

  /** Up to a comma, a quote or the end of the line. */
  #bare(): Buffer {
    const start = this.at
    while (this.at < this.#block.length) {
      const byte = this.#block[this.at]!
      if (byte === comma || byte === quote || byte === lineFeed) break
      if (byte === carriageReturn && this.#block[this.at + 1] === lineFeed) break
      this.at++
    }
    return this.#block.subarray(start, this.at)
  }

  /** What follows a field, and moves behind it. */
  #ending(): 'comma' | 'line' | 'none' | 'stray' {
    const byte = this.#block[this.at]
    if (byte === undefined) return this.#isLast ? 'line' : 'none'
    if (byte === comma || byte === lineFeed) {
      this.at++
      return byte === comma ? 'comma' : 'line'
    }
    if (byte !== carriageReturn) return 'stray'
    const next = this.#block[this.at + 1]
    if (next === undefined && !this.#isLast) return 'none'
    if (next !== lineFeed) return 'stray'
    this.at += 2
    return 'line'
  }

  #endOfLine(start: number): number {
    const end = this.#block.indexOf(lineFeed, start)
    if (end === -1) return this.#block.length
    return this.#block[end - 1] === carriageReturn ? end - 1 : end
  }
}

function withoutEscapes(field: Buffer, escapes: number): Buffer {
  const text = Buffer.allocUnsafe(field.length - escapes)
  let to = 0
  for (let from = 0; from < field.length; from++) {
    if (field[from] === quote) from++
    text[to++] = field[from]!
  }
  return text
}
