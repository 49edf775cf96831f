import { isUtf8 } from 'node:buffer'

import type { MessageReader } from './protobuf.ts'

/**
 * What a writer noted about the values of one column in a stripe, a row group or the whole file.
 *
 * Bounds are there only if the writer gave them; with no values there are none. They may be trusted as far as the file
 * is: a stripe whose bounds exclude a value does not hold it. Bounds that cannot be right, such as a minimum above the
 * maximum or NaN, which the first value of a column can make of both, are left out.
 */
export interface OrcStatistics {
  /** Values that are not null. */
  readonly values: number | undefined
  /** Whether there are nulls; `undefined` if the writer did not say. */
  readonly hasNull: boolean | undefined
  /** Of `byte`, `short`, `int` and `long`; compare with numbers as they are: `statistics.integers.minimum <= 5`. */
  readonly integers: OrcBounds<bigint> | undefined
  /** Of `float` and `double`. */
  readonly doubles: OrcBounds<number> | undefined
  /** Of `string`, `varchar` and `char`. */
  readonly strings: OrcStringBounds | undefined
  /** Of `date`: days since 1970-01-01. */
  readonly dates: OrcBounds<number> | undefined
  /** Of `timestamp` and `timestamp-instant`. */
  readonly timestamps: OrcTimestampBounds | undefined
  /** Of `boolean`: how many are true. */
  readonly trueValues: number | undefined
}

export interface OrcBounds<T> {
  readonly minimum: T | undefined
  readonly maximum: T | undefined
}

/**
 * Bounds in the order of their UTF-8 bytes, which is not everywhere that of strings in JavaScript.
 *
 * The texts are absent where the bytes are not UTF-8: what such bytes decode to does not sort as they do.
 *
 * `exact` tells that minimum and maximum are values; otherwise a writer cut long ones off, and no value is below or above.
 */
export interface OrcStringBounds extends OrcBounds<string> {
  readonly exact: boolean
  readonly minimumBytes: Uint8Array | undefined
  readonly maximumBytes: Uint8Array | undefined
}

/**
 * Bounds in milliseconds since 1970-01-01, as the values of a column are: rounded down.
 *
 * Writers of before 2018 noted the times of a `timestamp` as the clock of their own zone ran. `zone` is `writer` then,
 * and the bounds are right if that zone is UTC, as it is in every stripe that this reader reads.
 */
export interface OrcTimestampBounds extends OrcBounds<number> {
  readonly zone: 'utc' | 'writer'
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads the statistics of one column. `trusted` is false for the first writers, which got the bounds wrong. */
export function readStatistics(message: MessageReader, trusted: boolean): OrcStatistics {
  let values: number | undefined
  let hasNull: boolean | undefined
  let integers: OrcBounds<bigint> | undefined
  let doubles: OrcBounds<number> | undefined
  let strings: OrcStringBounds | undefined
  let dates: OrcBounds<number> | undefined
  let timestamps: OrcTimestampBounds | undefined
  let trueValues: number | undefined
  while (message.next()) {
    switch (message.field) {
      case 1:
        values = message.number()
        break
      case 2:
        integers = readBounds(message.message(), (part) => part.signed())
        break
      case 3:
        doubles = readBounds(message.message(), (part) => part.double())
        break
      case 4:
        strings = readStringBounds(message.message())
        break
      case 5:
        trueValues = readTrueValues(message.message())
        break
      case 7:
        dates = readBounds(message.message(), (part) => Number(part.signed()))
        break
      case 9:
        timestamps = readTimestampBounds(message.message())
        break
      case 10:
        hasNull = message.boolean()
        break
      default:
    }
  }
  if (!trusted) return { ...noBounds, values, hasNull, trueValues }
  return { values, hasNull, integers, doubles, strings, dates, timestamps, trueValues }
}

const noBounds = {
  integers: undefined,
  doubles: undefined,
  strings: undefined,
  dates: undefined,
  timestamps: undefined,
}

function readBounds<T extends number | bigint>(
  message: MessageReader,
  read: (message: MessageReader) => T,
): OrcBounds<T> | undefined {
  let minimum: T | undefined
  let maximum: T | undefined
  while (message.next()) {
    if (message.field === 1) minimum = read(message)
    else if (message.field === 2) maximum = read(message)
  }
  return sound(minimum, maximum) ? { minimum, maximum } : undefined
}

/** Whether both can be right: neither is NaN, and they are in order. */
function sound<T extends number | bigint>(minimum?: T, maximum?: T): boolean {
  if (Number.isNaN(minimum) || Number.isNaN(maximum)) return false
  return minimum === undefined || maximum === undefined || minimum <= maximum
}

function readStringBounds(message: MessageReader): OrcStringBounds | undefined {
  let minimumBytes: Uint8Array | undefined
  let maximumBytes: Uint8Array | undefined
  let exact = true
  while (message.next()) {
    if (message.field === 1) minimumBytes = message.blob()
    else if (message.field === 2) maximumBytes = message.blob()
    else if (message.field === 4) {
      minimumBytes = message.blob()
      exact = false
    } else if (message.field === 5) {
      maximumBytes = message.blob()
      exact = false
    }
  }
  if (minimumBytes !== undefined && maximumBytes !== undefined) {
    if (Buffer.compare(minimumBytes, maximumBytes) > 0) return undefined
  }
  return {
    minimum: textOf(minimumBytes),
    maximum: textOf(maximumBytes),
    exact,
    minimumBytes,
    maximumBytes,
  }
}

/** Bytes that are not UTF-8 have no text that sorts as they do. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined || !isUtf8(bytes)) return undefined
  return utf8.decode(bytes)
}

function readTimestampBounds(message: MessageReader): OrcTimestampBounds | undefined {
  const bounds: (number | undefined)[] = []
  while (message.next()) {
    if (message.field <= 4) bounds[message.field] = Number(message.signed())
  }
  const utc = bounds[3] !== undefined || bounds[4] !== undefined
  const minimum = utc ? bounds[3] : bounds[1]
  const maximum = utc ? bounds[4] : bounds[2]
  if (!sound(minimum, maximum)) return undefined
  return {
    // Before 1970 Arrow cuts fractions off upwards.
    minimum: minimum !== undefined && minimum < 0 ? minimum - 1 : minimum,
    maximum,
    zone: utc ? 'utc' : 'writer',
  }
}

function readTrueValues(message: MessageReader): number | undefined {
  const counts: number[] = []
  while (message.next()) if (message.field === 1) message.numbers(counts, 16)
  return counts[0]
}
