import type { PageBytes } from './page-bytes.ts'

/**
 * Decodes one block of raw snappy, behind the length that it begins with, to the begin of `output`, which has room for `length`
 * bytes; what is behind them may be written over. Returns how many bytes it made, or a problem.
 */
export type SnappyDecoder = (input: Uint8Array, output: PageBytes, length: number) => number

/** What may be wrong with a block; assembly/snappy.ts returns the same. */
export const snappyProblem = {
  endsWithinTag: -1,
  literalTooLong: -2,
  copyBeforeBegin: -3,
  copyBehindEnd: -4,
} as const
