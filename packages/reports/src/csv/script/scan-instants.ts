/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned */
import type { ColumnAddress } from '../csv-scanner.ts'
import type { ScannerMemory } from '../scanner-memory.ts'

const quote = 0x22
const hyphen = 0x2d
const dot = 0x2e
const zero = 0x30
const colon = 0x3a
const letterT = 0x54
const letterZ = 0x5a

/** The last second of the year 9999. */
const lastSecond = 253_402_300_799

/** See {@link CsvScanner.instants}. */
export function scanInstants(
  { bytes, bounds, buffer }: ScannerMemory,
  { column, columns }: ColumnAddress,
  from: number,
  rows: number,
  into: number,
): number {
  const values = new Float64Array(buffer, into, rows)
  let bound = from * columns + column
  for (let row = from; row < rows; row++, bound += columns) {
    let start = bounds[bound]! + 1
    let end = bounds[bound + 1]!
    if (bytes[start] === quote) {
      start++
      end--
    }
    const length = end - start
    if (length === 0) {
      values[row] = Number.NaN
      continue
    }
    const value =
      length === 20 || length === 24 ? dateAt(bytes, start, length) : secondsAt(bytes, start, end)
    if (value === undefined) return row
    values[row] = value
  }
  return rows
}

function secondsAt(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start > 12) return undefined
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - zero
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value > lastSecond ? undefined : value * 1000
}

/** `2026-11-20T01:00:00Z` or `2026-11-20T01:00:00.000Z`, with colons or hyphens. */
function dateAt(bytes: Uint8Array, start: number, length: number): number | undefined {
  const high = pairAt(bytes, start)
  const low = pairAt(bytes, start + 2)
  const month = pairAt(bytes, start + 5)
  const day = pairAt(bytes, start + 8)
  const hour = pairAt(bytes, start + 11)
  const minute = pairAt(bytes, start + 14)
  const second = pairAt(bytes, start + 17)
  const mark = bytes[start + 13]
  if (
    high < 0 ||
    low < 0 ||
    !(month >= 1 && month <= 12) ||
    day < 1 ||
    !(hour >= 0 && hour <= 23) ||
    !(minute >= 0 && minute <= 59) ||
    !(second >= 0 && second <= 59) ||
    bytes[start + 4] !== hyphen ||
    bytes[start + 7] !== hyphen ||
    bytes[start + 10] !== letterT ||
    !(mark === colon || mark === hyphen) ||
    bytes[start + 16] !== mark ||
    bytes[start + length - 1] !== letterZ
  ) {
    return undefined
  }
  const year = high * 100 + low
  if (day > daysOf(year, month)) return undefined
  let milliseconds = 0
  if (length === 24) {
    const hundreds = pairAt(bytes, start + 20)
    const last = bytes[start + 22]! - zero
    if (bytes[start + 19] !== dot || hundreds < 0 || last < 0 || last > 9) return undefined
    milliseconds = hundreds * 10 + last
  }
  const seconds = dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
  return seconds * 1000 + milliseconds
}

/** Two digits, or a number below 0. */
function pairAt(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - zero
  const ones = bytes[at + 1]! - zero
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : 28
}

/** Days since 1970. The year begins with March, so that a leap day is its last, and is 400 years late, so that it is not below 0. */
function dayNumber(year: number, month: number, day: number): number {
  const years = year + 400 - (month <= 2 ? 1 : 0)
  const months = month <= 2 ? month + 9 : month - 3
  const leaps = Math.trunc(years / 4) - Math.trunc(years / 100) + Math.trunc(years / 400)
  return years * 365 + leaps + Math.trunc((months * 153 + 2) / 5) + day - 1 - 719_468 - 146_097
}
