// Of the seed. Random ones, so that nobody can name objects such that their keys meet in one place.
let first: u64 = 0
let second: u64 = 0
let third: u64 = 0
let fourth: u64 = 0
/** Bits of a hash that count: all but in tests of what happens where hashes meet. */
let kept: u64 = ~0

export function seedHash(low: u32, high: u32, keptLow: u32, keptHigh: u32): void {
  let state = ((<u64>high) << 32) | low
  first = mixed((state += 0x9e37_79b9_7f4a_7c15))
  second = mixed((state += 0x9e37_79b9_7f4a_7c15))
  third = mixed((state += 0x9e37_79b9_7f4a_7c15))
  fourth = mixed((state += 0x9e37_79b9_7f4a_7c15))
  kept = ((<u64>keptHigh) << 32) | keptLow
}

function mixed(state: u64): u64 {
  state = (state ^ (state >> 30)) * 0xbf58_476d_1ce4_e5b9
  state = (state ^ (state >> 27)) * 0x94d0_49bb_1331_11eb
  return state ^ (state >> 31)
}

/** Both halves of the product of 128 bits, folded. */
function folded(a: u64, b: u64): u64 {
  const mask: u64 = 0xffff_ffff
  const highs = (a >> 32) * (b >> 32)
  const cross = (a >> 32) * (b & mask)
  const other = (b >> 32) * (a & mask)
  const lows = (a & mask) * (b & mask)
  const middle = (lows >> 32) + (cross & mask) + (other & mask)
  const low = (lows & mask) | (middle << 32)
  return low ^ (highs + (cross >> 32) + (other >> 32) + (middle >> 32))
}

/** Of a key in words of eight bytes, the last of them filled up with zeros. */
export function hashKey(key: usize, length: u32): u64 {
  return hashWith(key, length, first, second) & kept
}

/** As good as another function. */
export function otherHashKey(key: usize, length: u32): u64 {
  return hashWith(key, length, third, fourth)
}

/** Two sums, as one would have to wait for itself at every step. */
function hashWith(key: usize, length: u32, one: u64, two: u64): u64 {
  let sum = one ^ length
  let other = two
  const end = key + ((<usize>length + 7) & ~7)
  for (; key + 32 <= end; key += 32) {
    sum = folded(load<u64>(key) ^ two, load<u64>(key, 8) ^ sum)
    other = folded(load<u64>(key, 16) ^ one, load<u64>(key, 24) ^ other)
  }
  if (key + 16 <= end) {
    sum = folded(load<u64>(key) ^ two, load<u64>(key, 8) ^ sum)
    key += 16
  }
  if (key < end) other = folded(load<u64>(key) ^ one, other ^ third)
  return folded(sum ^ two, other ^ one)
}

/** Of what a key begins with. */
export function hashPrefix(key: usize, length: u32): u64 {
  let sum = third ^ length
  let at: u32 = 0
  for (; at + 8 <= length; at += 8) sum = folded(load<u64>(key + at) ^ first, sum ^ fourth)
  if (at === length) return sum
  return folded(
    (load<u64>(key + at) & (((<u64>1) << ((length - at) << 3)) - 1)) ^ first,
    sum ^ fourth,
  )
}
