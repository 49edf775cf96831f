import { PREFIX_COUNT } from './control'
import { hashPrefix } from './hash'
import {
  LONGEST_PREFIX,
  MOST_PREFIXES,
  PREFIX_BYTES,
  PREFIX_SLOT_COUNT,
  PREFIX_SLOTS,
  PREFIXES,
} from './layout'

const SLASHES: u64 = 0x2f2f_2f2f_2f2f_2f2f
const LOW_BITS: u64 = 0x7f7f_7f7f_7f7f_7f7f

let depth: u32 = 1
let free: usize = PREFIX_BYTES
/** The one before, as neighbours often share it. */
let lastStart: usize = 0
let lastLength: u32 = 0
let lastNumber: u32 = 0

export function setDepth(slashes: u32): void {
  depth = slashes
}

/**
 * The number of what a key begins with, up to and with its last `/` of those that count. Prefixes are numbered as they come;
 * those that are too many or too long have the number behind the last that there can be. The key is in words filled up with
 * zeros.
 */
export function prefixOf(key: usize, keyLength: u32): u32 {
  const length = prefixLength(key, keyLength)
  if (lastStart !== 0 && length === lastLength && sameStart(key, lastStart, length)) {
    return lastNumber
  }
  if (length > LONGEST_PREFIX) return MOST_PREFIXES
  let slot = <u32>hashPrefix(key, length) & (PREFIX_SLOT_COUNT - 1)
  while (true) {
    const place = PREFIX_SLOTS + ((<usize>slot) << 1)
    const filled = <u32>load<u16>(place)
    if (filled === 0) return addPrefix(key, length, place)
    const entry = PREFIXES + ((<usize>filled - 1) << 3)
    const start = <usize>load<u32>(entry)
    if (load<u32>(entry, 4) === length && sameStart(key, start, length)) {
      return remembered(start, length, filled - 1)
    }
    slot = (slot + 1) & (PREFIX_SLOT_COUNT - 1)
  }
}

function addPrefix(key: usize, length: u32, place: usize): u32 {
  const number = load<u32>(PREFIX_COUNT)
  if (number === MOST_PREFIXES) return MOST_PREFIXES
  const start = free
  memory.copy(start, key, length)
  free += (<usize>length + 7) & ~7
  const entry = PREFIXES + ((<usize>number) << 3)
  store<u32>(entry, <u32>start)
  store<u32>(entry, length, 4)
  store<u16>(place, <u16>(number + 1))
  store<u32>(PREFIX_COUNT, number + 1)
  return remembered(start, length, number)
}

function remembered(start: usize, length: u32, number: u32): u32 {
  lastStart = start
  lastLength = length
  lastNumber = number
  return number
}

/** Eight bytes at a time: `found` has the highest bit of each byte that is a slash. */
function prefixLength(key: usize, keyLength: u32): u32 {
  let left = depth
  let length: u32 = 0
  for (let at: u32 = 0; at < keyLength && left > 0; at += 8) {
    const other = load<u64>(key + at) ^ SLASHES
    let found = ~(((other & LOW_BITS) + LOW_BITS) | other | LOW_BITS)
    for (; found !== 0 && left > 0; left--) {
      length = at + (<u32>ctz(found) >> 3) + 1
      found &= found - 1
    }
  }
  return length
}

/** What is behind the length does not count. */
function sameStart(left: usize, right: usize, length: u32): bool {
  let at: u32 = 0
  for (; at + 8 <= length; at += 8) {
    if (load<u64>(left + at) !== load<u64>(right + at)) return false
  }
  if (at === length) return true
  return (load<u64>(left + at) ^ load<u64>(right + at)) << ((8 - (length - at)) << 3) === 0
}
