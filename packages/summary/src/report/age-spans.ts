const day = 86_400_000
const year = 365

/** Days with which each span begins. */
const starts = [0, 1, 7, 30, 90, 180, year, 2 * year, 5 * year] as const

/** A span of ages in days: from inclusive, below exclusive. */
export interface AgeSpan {
  readonly age: string
  readonly from: number
  readonly below?: number
}

/** The spans that ages are counted by, youngest first. */
export const ageSpans: readonly AgeSpan[] = starts.map((from, index) => {
  const below = starts[index + 1]
  const age = inWords(from, below)
  return below === undefined ? { age, from } : { age, from, below }
})

const bounds = starts.slice(1).map((days) => days * day)

/** Index of the span of an age in milliseconds; what is younger than nothing, as it changed after the scan began, is in the first. */
export function ageSpanOf(milliseconds: number): number {
  let span = 0
  for (const bound of bounds) {
    if (milliseconds < bound) break
    span++
  }
  return span
}

function inWords(from: number, below: number | undefined): string {
  if (below === undefined) return `${from / year} years and more`
  if (from === 0) return `less than ${below} day`
  if (below <= year) return `${from} to ${below === year ? '365' : below} days`
  return from === year ? `1 to ${below / year} years` : `${from / year} to ${below / year} years`
}

/** Ages within something else are numbered one after the other: the spans, then that of no time. */
export const ageNumbers = ageSpans.length + 1
