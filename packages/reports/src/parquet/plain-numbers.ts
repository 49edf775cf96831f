import type { NumberFormat } from './column-type.ts'

/** Bytes that a number takes. */
export function numberLength(format: NumberFormat): 4 | 8 | 12 {
  switch (format) {
    case 'int32':
    case 'uint32':
    case 'date':
    case 'float':
      return 4
    case 'int96':
      return 12
    case 'int64':
    case 'uint64':
    case 'millis':
    case 'micros':
    case 'nanos':
    case 'double':
      return 8
  }
}

/**
 * Reads numbers that are stored one after the other: counts, and instants as epoch milliseconds, fractions cut off. Infinity
 * for each that cannot be held: counts that are not whole or beyond 2^53, instants out of range. Says whether there is any.
 */
export function readPlainNumbers(
  format: NumberFormat,
  view: DataView,
  position: number,
  into: Float64Array,
  start: number,
  end: number,
): boolean {
  let at = position
  switch (format) {
    case 'int32':
      for (let index = start; index < end; index++, at += 4) into[index] = view.getInt32(at, true)
      return false
    case 'uint32':
      for (let index = start; index < end; index++, at += 4) into[index] = view.getUint32(at, true)
      return false
    case 'date':
      for (let index = start; index < end; index++, at += 4) {
        into[index] = view.getInt32(at, true) * msPerDay
      }
      return hide(into, start, end, greatestInstant)
    case 'int64':
    case 'millis':
      for (let index = start; index < end; index++, at += 8) {
        into[index] = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
      }
      return hide(into, start, end, format === 'int64' ? Number.MAX_SAFE_INTEGER : greatestInstant)
    case 'uint64':
      for (let index = start; index < end; index++, at += 8) {
        into[index] = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
      }
      return hide(into, start, end, Number.MAX_SAFE_INTEGER)
    case 'micros':
    case 'nanos': {
      const divisor = format === 'micros' ? 1e3 : 1e6
      for (let index = start; index < end; index++, at += 8) {
        // Their 64 bits are more than a number holds: the upper half is divided first.
        const high = view.getInt32(at + 4, true)
        const quotient = Math.floor(high / divisor)
        const rest = (high - quotient * divisor) * 2 ** 32 + view.getUint32(at, true)
        into[index] = quotient * 2 ** 32 + Math.floor(rest / divisor)
      }
      return hide(into, start, end, greatestInstant)
    }
    case 'int96':
      for (let index = start; index < end; index++, at += 12) {
        // Nanoseconds of a day, and the number of that day in the Julian calendar.
        const nanos = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
        const day = view.getInt32(at + 8, true) - julianDayOf1970
        into[index] = day * msPerDay + Math.floor(nanos / 1e6)
      }
      return hide(into, start, end, greatestInstant)
    case 'float':
      for (let index = start; index < end; index++, at += 4) into[index] = view.getFloat32(at, true)
      return hideFractions(into, start, end)
    case 'double':
      for (let index = start; index < end; index++, at += 8) into[index] = view.getFloat64(at, true)
      return hideFractions(into, start, end)
  }
}

const msPerDay = 86_400_000

const julianDayOf1970 = 2_440_588

/** What a `Date` can hold. */
const greatestInstant = 8.64e15

function hide(into: Float64Array, start: number, end: number, greatest: number): boolean {
  let any = false
  for (let index = start; index < end; index++) {
    const value = into[index] ?? 0
    if (value <= greatest && value >= -greatest) continue
    into[index] = Infinity
    any = true
  }
  return any
}

function hideFractions(into: Float64Array, start: number, end: number): boolean {
  let any = false
  for (let index = start; index < end; index++) {
    if (Number.isSafeInteger(into[index])) continue
    into[index] = Infinity
    any = true
  }
  return any
}
