import { compareBytes } from '../../world/sorted-map.ts'
import { BitStream } from './bit-stream.ts'
import { ByteStream } from './byte-stream.ts'
import { IntegerStream } from './integer-stream.ts'
import { splitTimestamp } from './split-timestamp.ts'
import type { EncodedStream } from './stream.ts'

/** How the values of a column are written, nulls apart. */
export interface ValueEncoder<Value> {
  readonly encoding: ColumnEncoding
  readonly add: (value: Value) => void
  /** A group of rows begins here. */
  readonly mark: () => void
  readonly finish: () => readonly EncodedStream[]
}

/** By their numbers in the file; version 2 says how integers are run-length encoded. */
export const encodingKinds = { direct: 0, directV2: 2, dictionaryV2: 3 } as const

export interface ColumnEncoding {
  readonly kind: keyof typeof encodingKinds
  readonly dictionarySize?: number
}

export function booleanEncoder(): ValueEncoder<boolean> {
  const data = new BitStream('data')
  return {
    encoding: { kind: 'direct' },
    add: (value) => data.add(value),
    mark: () => data.mark(),
    finish: () => [data.finish()],
  }
}

export function bigintEncoder(): ValueEncoder<number> {
  const data = new IntegerStream('data', true)
  return {
    encoding: { kind: 'directV2' },
    add: (value) => data.add(value),
    mark: () => data.mark(),
    finish: () => [data.finish()],
  }
}

export function timestampEncoder(): ValueEncoder<number> {
  const data = new IntegerStream('data', true)
  const secondary = new IntegerStream('secondary', false)
  return {
    encoding: { kind: 'directV2' },
    add: (value) => {
      const { seconds, nanoseconds } = splitTimestamp(value)
      data.add(seconds)
      secondary.add(nanoseconds)
    },
    mark: () => {
      data.mark()
      secondary.mark()
    },
    finish: () => [data.finish(), secondary.finish()],
  }
}

/** How many of the values may be distinct before the Java writer does without a dictionary. */
const dictionaryShare = 0.8

/** Texts by a dictionary, or as they are where few of them come twice. */
export function stringEncoder(values: Iterable<string | undefined>): ValueEncoder<string> {
  const distinct = new Set<string>()
  let count = 0
  for (const value of values) {
    if (value === undefined) continue
    distinct.add(value)
    count += 1
  }
  return distinct.size <= dictionaryShare * count ? dictionaryEncoder(distinct) : directEncoder()
}

function directEncoder(): ValueEncoder<string> {
  const data = new ByteStream('data')
  const lengths = new IntegerStream('length', false)
  return {
    encoding: { kind: 'directV2' },
    add: (value) => {
      const bytes = Buffer.from(value)
      data.append(bytes)
      lengths.add(bytes.length)
    },
    mark: () => {
      data.mark()
      lengths.mark()
    },
    finish: () => [data.finish(), lengths.finish()],
  }
}

/** The dictionary is sorted by bytes, and read whole. */
function dictionaryEncoder(distinct: ReadonlySet<string>): ValueEncoder<string> {
  const words = [...distinct].toSorted(compareBytes)
  const indexes = new Map(words.map((word, index) => [word, index]))
  const data = new IntegerStream('data', false)
  return {
    encoding: { kind: 'dictionaryV2', dictionarySize: words.length },
    add: (value) => data.add(indexes.get(value) ?? -1),
    mark: () => data.mark(),
    finish: () => {
      const text = new ByteStream('dictionaryData')
      const lengths = new IntegerStream('length', false)
      for (const word of words) {
        const bytes = Buffer.from(word)
        text.append(bytes)
        lengths.add(bytes.length)
      }
      return [data.finish(), lengths.finish(), text.finish()]
    },
  }
}
