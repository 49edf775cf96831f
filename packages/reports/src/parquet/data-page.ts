import type { HybridReader } from './hybrid-reader.ts'
import type { PageBytes } from './page-bytes.ts'

/** A data page, decompressed. */
export interface DataPage extends StoredValues {
  /** Whether each row has a value, 0 or 1; `undefined`: each has. */
  readonly levels: HybridReader | undefined
}

/** A dictionary, decompressed. */
export interface DictionaryPage extends StoredValues {
  /** How many values it has. */
  readonly count: number
}

export interface StoredValues extends PageBytes {
  readonly encoding: number
  /** Where the values begin and end in the bytes. */
  readonly start: number
  readonly end: number
}

/** https://parquet.apache.org/docs/file-format/data-pages/encodings/ */
export const encoding = {
  plain: 0,
  plainDictionary: 2,
  runLength: 3,
  bitPacked: 4,
  deltaBinaryPacked: 5,
  deltaLengthByteArray: 6,
  deltaByteArray: 7,
  runLengthDictionary: 8,
} as const
