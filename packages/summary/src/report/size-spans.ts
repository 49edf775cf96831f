import { bytesInWords } from '../words/quantities.ts'

const kibibyte = 1024

/** A span of sizes in bytes: from inclusive, below exclusive. */
export interface SizeSpan {
  readonly size: string
  readonly from: number
  readonly below?: number
}

/** The spans that sizes are counted by, smallest first: empty, below 1 KiB, then each four times the one before. */
export const sizeSpans: readonly SizeSpan[] = spans()

/** Index of the span of a size in bytes. */
export function sizeSpanOf(bytes: number): number {
  if (bytes === 0) return 0
  if (bytes < kibibyte) return 1
  // Exponents are exact as far as sizes are: 2 ** 53.
  const high = bytes / 2 ** 32
  const exponent = high >= 1 ? 63 - Math.clz32(high) : 31 - Math.clz32(bytes)
  return Math.min(((exponent - 10) >> 1) + 2, sizeSpans.length - 1)
}

function spans(): SizeSpan[] {
  const all: SizeSpan[] = [
    { size: 'empty', from: 0, below: 1 },
    { size: 'less than 1 KiB', from: 1, below: kibibyte },
  ]
  const largest = kibibyte ** 4
  for (let from = kibibyte; from < largest; from *= 4) {
    all.push({ size: between(from, from * 4), from, below: from * 4 })
  }
  all.push({ size: `${bytesInWords(largest)} and more`, from: largest })
  return all
}

/** `4 to 16 KiB`, `256 KiB to 1 MiB`. */
function between(from: number, below: number): string {
  const [low = '', lowUnit] = bytesInWords(from).split(' ')
  const [high = '', highUnit = ''] = bytesInWords(below).split(' ')
  return lowUnit === highUnit
    ? `${low} to ${high} ${highUnit}`
    : `${low} ${lowUnit} to ${high} ${highUnit}`
}
