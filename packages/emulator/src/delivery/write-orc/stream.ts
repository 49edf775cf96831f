/** The kinds of streams that are written here, by their numbers in the file. */
export const streamKinds = {
  present: 0,
  data: 1,
  length: 2,
  dictionaryData: 3,
  secondary: 5,
  rowIndex: 6,
} as const

export type StreamKind = keyof typeof streamKinds

/** A stream of one column in one stripe, before it is compressed. */
export interface EncodedStream {
  readonly kind: StreamKind
  readonly bytes: Buffer
  /** Where a reader goes on for each group of rows; none for streams that are read whole. */
  readonly marks: readonly StreamMark[]
}

/** A place in a stream. */
export interface StreamMark {
  /** In bytes, before compression: where the run begins that the place lies in. */
  readonly offset: number
  /** How many values of the run, and bits of a value, lie before it. */
  readonly within: readonly number[]
}
