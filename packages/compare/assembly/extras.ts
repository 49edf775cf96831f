import { hashKey, otherHashKey } from './hash'
import { EXTRA_SLOT_COUNT, EXTRAS } from './layout'
import { keyLength, keyOf } from './record'

/** As many as leave every second slot free. */
const MOST_EXTRAS: u32 = EXTRA_SLOT_COUNT / 2

let count: u32 = 0

/**
 * Whether a key that only the right side has is there for the first time, by 128 bits of hashes. Some hundred thousand keys are
 * remembered; of those that come later, each is new.
 */
export function isNewExtra(record: usize): bool {
  const key = keyOf(record)
  const length = keyLength(record)
  const one = hashKey(key, length) | 1
  const other = otherHashKey(key, length)
  let slot = <u32>(other >> 32) & (EXTRA_SLOT_COUNT - 1)
  while (true) {
    const place = EXTRAS + ((<usize>slot) << 4)
    const found = load<u64>(place)
    if (found === 0) {
      if (count < MOST_EXTRAS) {
        store<u64>(place, one)
        store<u64>(place, other, 8)
        count++
      }
      return true
    }
    if (found === one && load<u64>(place, 8) === other) return false
    slot = (slot + 1) & (EXTRA_SLOT_COUNT - 1)
  }
}
