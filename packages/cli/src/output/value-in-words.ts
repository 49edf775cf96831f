import { printable } from './printable.ts'

const longest = 120

/** A value of a configuration on one line, `none` where there is none. What is long is cut. */
export function valueInWords(value: unknown): string {
  const text = wordsOf(value)
  return printable(text.length > longest ? `${text.slice(0, longest)}…` : text)
}

function wordsOf(value: unknown): string {
  if (value === undefined) return 'none'
  if (Array.isArray(value)) return `[${value.map(wordsOf).join(', ')}]`
  // What could be taken for a number, or for words of this line, is quoted.
  if (typeof value === 'string' && /^[A-Za-z][\w./:@+-]*$/.test(value) && value !== 'none') {
    return value
  }
  return JSON.stringify(value)
}
