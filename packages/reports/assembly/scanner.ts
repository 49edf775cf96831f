/**
 * The CSV scanner: what it promises stands in src/csv/csv-scanner.ts, and src/csv/script does the same in TypeScript. All
 * arguments that are addresses are chosen there; behind a block are 64 zeros, behind texts 16 bytes to write over.
 */

const QUOTE: u8 = 0x22
const COMMA: u8 = 0x2c
const LINE_FEED: u8 = 0x0a
const CARRIAGE_RETURN: u8 = 0x0d
const PERCENT: u8 = 0x25
const PLUS: u8 = 0x2b
const SPACE: u8 = 0x20
const HYPHEN: u8 = 0x2d
const COLON: u8 = 0x3a
const DOT: u8 = 0x2e
const ZERO: u8 = 0x30

const LARGEST: u64 = 9_007_199_254_740_991
/** The last second of the year 9999. */
const LAST_SECOND: u64 = 253_402_300_799

export function scan(block: usize, length: u32, columns: u32, limit: u32, bounds: usize): i32 {
  const quotes = i8x16.splat(QUOTE)
  const commas = i8x16.splat(COMMA)
  const feeds = i8x16.splat(LINE_FEED)
  store<u32>(bounds, <u32>block - 1)
  let fields: u32 = 0
  let lines: u32 = 0
  // Whether the step before ended within quotes (all ones), behind a separator, or behind a closing quote.
  let inside: u64 = 0
  let behindSeparator: u64 = 1
  let behindClosing: u64 = 0
  for (let at: u32 = 0; at < length && fields < limit; at += 64) {
    const address = block + at
    const a = v128.load(address)
    const b = v128.load(address, 16)
    const c = v128.load(address, 32)
    const d = v128.load(address, 48)
    const q = mask(a, b, c, d, quotes)
    const within = prefixXor(q) ^ inside
    inside = <u64>(<i64>within >> 63)
    const feed = mask(a, b, c, d, feeds) & ~within
    let separators = (mask(a, b, c, d, commas) & ~within) | feed
    const opening = q & within
    const closing = q & ~within
    // A quote opens only where a field begins, and closes only where it ends.
    let stray = opening & ~((separators << 1) | behindSeparator)
    stray |= ((closing << 1) | behindClosing) & ~separators
    behindSeparator = separators >> 63
    behindClosing = closing >> 63
    let looked: u64 = ~0
    if (length - at < 64) looked = ((<u64>1) << (length - at)) - 1
    if (fields + <u32>popcnt(separators) >= limit) {
      // Nothing counts behind the last separator that is wanted.
      let left = separators
      for (let skip = limit - fields; skip > 1; skip--) left &= left - 1
      looked &= left ^ (left - 1)
      separators &= looked
    }
    if ((stray & looked) !== 0) return -1
    lines += <u32>popcnt(feed & looked)
    while (separators !== 0) {
      fields++
      store<u32>(bounds + ((<usize>fields) << 2), <u32>address + <u32>ctz(separators))
      separators &= separators - 1
    }
  }
  const rows = fields / columns
  if (lines !== rows) return -1
  let start = <u32>block
  for (let row: u32 = 1; row <= rows; row++) {
    const stop = load<u32>(bounds + ((<usize>(row * columns)) << 2))
    if (load<u8>(stop) !== LINE_FEED) return -1
    if (load<u8>(stop - 1) === CARRIAGE_RETURN && stop !== start) return -1
    if (columns === 1 && stop === start) return -1
    start = stop + 1
  }
  return rows
}

function mask(a: v128, b: v128, c: v128, d: v128, wanted: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(i8x16.eq(a, wanted))) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(b, wanted)))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(c, wanted)))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(d, wanted)))) << 48)
  )
}

/** Each bit, whether the number of ones up to it is odd. */
function prefixXor(bits: u64): u64 {
  bits ^= bits << 1
  bits ^= bits << 2
  bits ^= bits << 4
  bits ^= bits << 8
  bits ^= bits << 16
  return bits ^ (bits << 32)
}

export function numbers(
  bounds: usize,
  columns: u32,
  column: u32,
  from: u32,
  rows: u32,
  into: usize,
): u32 {
  const step = (<usize>columns) << 2
  let bound = bounds + ((<usize>(from * columns + column)) << 2)
  for (let row = from; row < rows; row++, bound += step) {
    let start = load<u32>(bound) + 1
    let end = load<u32>(bound, 4)
    if (load<u8>(start) === QUOTE) {
      start++
      end--
    }
    const target = into + ((<usize>row) << 3)
    if (start === end) {
      store<f64>(target, NaN)
      continue
    }
    let value: u64 = 0
    for (; start < end; start++) {
      const digit = load<u8>(start) - ZERO
      if (digit > 9) return row
      value = value * 10 + digit
      if (value > LARGEST) return row
    }
    store<f64>(target, <f64>value)
  }
  return rows
}

export function instants(
  bounds: usize,
  columns: u32,
  column: u32,
  from: u32,
  rows: u32,
  into: usize,
): u32 {
  const step = (<usize>columns) << 2
  let bound = bounds + ((<usize>(from * columns + column)) << 2)
  for (let row = from; row < rows; row++, bound += step) {
    let start = load<u32>(bound) + 1
    let end = load<u32>(bound, 4)
    if (load<u8>(start) === QUOTE) {
      start++
      end--
    }
    const length = end - start
    const target = into + ((<usize>row) << 3)
    if (length === 0) {
      store<f64>(target, NaN)
      continue
    }
    const value = length === 20 || length === 24 ? dateAt(start, length) : secondsAt(start, end)
    if (value === NONE) return row
    store<f64>(target, <f64>value)
  }
  return rows
}

const NONE: i64 = i64.MIN_VALUE

function secondsAt(start: u32, end: u32): i64 {
  if (end - start > 12) return NONE
  let value: u64 = 0
  for (; start < end; start++) {
    const digit = load<u8>(start) - ZERO
    if (digit > 9) return NONE
    value = value * 10 + digit
  }
  return value > LAST_SECOND ? NONE : <i64>value * 1000
}

/** `2026-11-20T01:00:00Z` or `2026-11-20T01:00:00.000Z`, with colons or hyphens. */
function dateAt(start: u32, length: u32): i64 {
  const high = pairAt(start)
  const low = pairAt(start + 2)
  const month = pairAt(start + 5)
  const day = pairAt(start + 8)
  const hour = pairAt(start + 11)
  const minute = pairAt(start + 14)
  const second = pairAt(start + 17)
  const sign = load<u8>(start, 13)
  if (
    high < 0 ||
    low < 0 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    second < 0 ||
    second > 59 ||
    load<u8>(start, 4) !== HYPHEN ||
    load<u8>(start, 7) !== HYPHEN ||
    load<u8>(start, 10) !== 0x54 ||
    (sign !== COLON && sign !== HYPHEN) ||
    load<u8>(start, 16) !== sign ||
    load<u8>(start + length - 1) !== 0x5a
  ) {
    return NONE
  }
  const year = high * 100 + low
  if (day > daysOf(year, month)) return NONE
  let milliseconds = 0
  if (length === 24) {
    const tens = pairAt(start + 20)
    const last = <i32>load<u8>(start, 22) - 0x30
    if (load<u8>(start, 19) !== DOT || tens < 0 || last < 0 || last > 9) return NONE
    milliseconds = tens * 10 + last
  }
  const seconds = dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
  return seconds * 1000 + milliseconds
}

/** Two digits, or a number below 0. */
function pairAt(at: u32): i32 {
  const tens = load<u8>(at) - ZERO
  const ones = load<u8>(at, 1) - ZERO
  return tens > 9 || ones > 9 ? -1 : <i32>tens * 10 + ones
}

function daysOf(year: i32, month: i32): i32 {
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1)
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** Days since 1970. The year begins with March, so that a leap day is its last, and is 400 years late, so that it is not below 0. */
function dayNumber(year: i32, month: i32, day: i32): i64 {
  const years = year + 400 - (month <= 2 ? 1 : 0)
  const months = month <= 2 ? month + 9 : month - 3
  const leaps = years / 4 - years / 100 + years / 400
  return years * 365 + leaps + (months * 153 + 2) / 5 + day - 1 - 719_468 - 146_097
}

export function texts(
  bounds: usize,
  columns: u32,
  column: u32,
  rows: u32,
  decode: bool,
  into: usize,
  ends: usize,
  wide: usize,
  counts: usize,
): u32 {
  const quotes = i8x16.splat(QUOTE)
  // Where nothing is decoded, quotes are looked for three times.
  const percents = i8x16.splat(decode ? PERCENT : QUOTE)
  const pluses = i8x16.splat(decode ? PLUS : QUOTE)
  const step = (<usize>columns) << 2
  let bound = bounds + ((<usize>column) << 2)
  let to = into
  let malformed: u32 = 0
  for (let row: u32 = 0; row < rows; row++, bound += step) {
    let at = load<u32>(bound) + 1
    let end = load<u32>(bound, 4)
    if (load<u8>(at) === QUOTE) {
      at++
      end--
    }
    let high: u32 = 0
    while (at < end) {
      const bytes = v128.load(at)
      const special: u32 = i8x16.bitmask(
        v128.or(
          i8x16.eq(bytes, quotes),
          v128.or(i8x16.eq(bytes, percents), i8x16.eq(bytes, pluses)),
        ),
      )
      const plain: u32 = min(min(16, end - at), special === 0 ? 16 : ctz(special))
      v128.store(to, bytes)
      high |= i8x16.bitmask(bytes) & ((1 << plain) - 1)
      at += plain
      to += plain
      if (plain === 16 || at === end) continue
      let byte = load<u8>(at++)
      if (byte === QUOTE) {
        at++
      } else if (byte === PLUS) {
        byte = SPACE
      } else {
        const value = at + 2 <= end ? (digit(load<u8>(at)) << 4) | digit(load<u8>(at, 1)) : -1
        if (value < 0) {
          malformed++
        } else {
          byte = <u8>value
          at += 2
        }
      }
      high |= byte & 0x80
      store<u8>(to++, byte)
    }
    store<u8>(wide + row, high !== 0 ? 1 : 0)
    store<u32>(ends + ((<usize>row) << 2), <u32>(to - into))
  }
  store<u32>(counts, malformed)
  return <u32>(to - into)
}

/** A hexadecimal digit, or a number below 0. */
function digit(byte: u8): i32 {
  if (byte - ZERO <= 9) return byte - ZERO
  const letter = <u8>((byte | 0x20) - 0x61)
  return letter <= 5 ? letter + 10 : -1
}

/** Sixteen bytes for each word: where it begins, how long it is, its group, its code. */
const WORD: u32 = 16

export function codes(
  bounds: usize,
  columns: u32,
  first: u32,
  last: u32,
  rows: u32,
  group: u32,
  known: u32,
  words: u32,
  into: usize,
  table: usize,
  mostWords: u32,
  slots: usize,
  slotMask: u32,
  wordBytes: u32,
  mostWordBytes: u32,
): i32 {
  const step = (<usize>columns) << 2
  const width = (<usize>(last + 1 - first)) << 2
  let filled = wordBytes
  if (words > 0) {
    const entry = table + (words - 1) * WORD
    filled = load<u32>(entry) + load<u32>(entry, 4)
  }
  let next = known
  let count = words
  let before: u32 = 0
  let lengthBefore: u32 = 0
  let bound = bounds + ((<usize>first) << 2)
  for (let row: u32 = 0; row < rows; row++, bound += step) {
    const start = load<u32>(bound) + 1
    const length = load<u32>(bound + width) - start
    const target = into + ((<usize>row) << 1)
    // Rows often repeat the one before.
    if (row > 0 && length === lengthBefore && same(start, before, length)) {
      store<u16>(target, load<u16>(target - 2))
      before = start
      continue
    }
    before = start
    lengthBefore = length
    let slot = hash(start, length, group) & slotMask
    for (;;) {
      const place = slots + ((<usize>slot) << 2)
      const number = load<u32>(place)
      if (number === 0) {
        if (count === mostWords || filled + length > wordBytes + mostWordBytes) return -1 - count
        memory.copy(filled, start, length)
        const entry = table + count * WORD
        store<u32>(entry, filled)
        store<u32>(entry, length, 4)
        store<u32>(entry, group, 8)
        store<u32>(entry, next, 12)
        filled += length
        count++
        store<u32>(place, count)
        store<u16>(target, <u16>next)
        next++
        break
      }
      const entry = table + (number - 1) * WORD
      if (
        load<u32>(entry, 8) === group &&
        load<u32>(entry, 4) === length &&
        same(start, load<u32>(entry), length)
      ) {
        store<u16>(target, <u16>load<u32>(entry, 12))
        break
      }
      slot = (slot + 1) & slotMask
    }
  }
  return count
}

/** May read up to 15 bytes behind both. */
function same(left: u32, right: u32, length: u32): bool {
  let at: u32 = 0
  for (; at + 16 <= length; at += 16) {
    if (v128.any_true(v128.xor(v128.load(left + at), v128.load(right + at)))) return false
  }
  if (at === length) return true
  const equal = i8x16.bitmask(i8x16.eq(v128.load(left + at), v128.load(right + at)))
  return (~equal & ((1 << (length - at)) - 1)) === 0
}

/** May read up to 7 bytes behind. */
function hash(start: u32, length: u32, seed: u32): u32 {
  const factor: u64 = 0x9e37_79b9_7f4a_7c15
  let sum: u64 = ((<u64>seed) << 32) ^ length
  let at: u32 = 0
  for (; at + 8 <= length; at += 8) {
    sum = (sum ^ load<u64>(start + at)) * factor
    sum ^= sum >> 29
  }
  if (at < length) {
    const rest = (<u64>(length - at)) << 3
    sum = (sum ^ (load<u64>(start + at) & (((<u64>1) << rest) - 1))) * factor
  }
  return <u32>(sum >> 40) ^ <u32>(sum >> 20)
}
