import { isSameOriginal } from './duplicates'
import {
  CHAIN_LENGTH,
  CONTRADICTS,
  DROPPED,
  FLAGS,
  IS_RIGHT,
  JOINED,
  linked,
  MATCHED,
  NEXT,
  PARTNER,
  REPEATED,
  setLink,
} from './record'

/** Of all keys so far. */
let longest: u32 = 0

/** Records of one key, at most. */
export function longestChain(): u32 {
  return longest
}

export function clearChains(): void {
  longest = 0
}

/** A record of a table that has just begun, whatever it was in another one. */
export function beginVersion(record: usize, ofRight: bool): void {
  const flags = load<u32>(record, FLAGS) & ~(IS_RIGHT | DROPPED | MATCHED | REPEATED | CONTRADICTS)
  store<u32>(record, ofRight ? flags | IS_RIGHT : flags, FLAGS)
  setLink(record, NEXT, 0)
  setLink(record, JOINED, 0)
  setLink(record, PARTNER, 0)
  store<u32>(record, 1, CHAIN_LENGTH)
  longest = max(longest, 1)
}

/** Adds a record to those of its key; only the first one of them knows how many they are. False where it is a problem. */
export function addVersion(first: usize, record: usize): bool {
  const ofRight = (load<u32>(record, FLAGS) & IS_RIGHT) !== 0
  // Keys of the right side are not rewritten.
  if (!ofRight && !isSameOriginal(first, record)) return false
  const length = load<u32>(first, CHAIN_LENGTH) + 1
  store<u32>(first, length, CHAIN_LENGTH)
  store<u32>(record, 0, CHAIN_LENGTH)
  setLink(record, NEXT, linked(first, NEXT))
  setLink(first, NEXT, record)
  longest = max(longest, length)
  return true
}
