import { LISTED_TO, noteDuplicate, RIGHT_DUPLICATES } from './control'
import { putMatch } from './duplicates'
import { isNewExtra } from './extras'
import { CANDIDATES, HASHES, PLACES, RECORDS, ROWS, TOUCHED } from './layout'
import { putExtra, putMissing } from './matches'
import { DROPPED, endOf, FLAGS, MATCHED, REPEATED, ROW, sameKey } from './record'
import { behind, placeOf, slotAt } from './table'

/** Looks for the partner of each listed record of the right side, and puts what it finds. Returns how many rows were put. */
export function probe(count: u32): u32 {
  findPlaces(count)
  findCandidates(count)
  touchCandidates(count)
  let rows: u32 = 0
  for (let number: u32 = 0; number < count; number++) {
    const word = (<usize>number) << 2
    const right = <usize>load<u32>(RECORDS + word)
    const left = partnerOf(number, right)
    if (left === 0) {
      if (!isNewExtra(right)) noteDuplicate(RIGHT_DUPLICATES, load<u32>(right, ROW), right)
      putExtra(rows++, right, false)
      continue
    }
    rows += putMatch(rows, left, right)
  }
  return rows
}

// Each step goes over all rows, so that what is fetched from memory for one does not wait for another.

function findPlaces(count: u32): void {
  let touched: u64 = 0
  for (let number: u32 = 0; number < count; number++) {
    const place = placeOf(load<u32>(HASHES + ((<usize>number) << 3), 4))
    store<u32>(PLACES + ((<usize>number) << 2), place)
    touched |= load<u64>(slotAt(place))
  }
  store<u64>(TOUCHED, touched)
}

function findCandidates(count: u32): void {
  for (let number: u32 = 0; number < count; number++) nextCandidate(number)
}

/** As much of each as most keys reach to; what is no record is there too. */
function touchCandidates(count: u32): void {
  let touched: u32 = 0
  for (let number: u32 = 0; number < count; number++) {
    const candidate = <usize>load<u32>(CANDIDATES + ((<usize>number) << 2))
    touched |= load<u32>(candidate) | load<u32>(candidate, 64) | load<u32>(candidate, 128)
  }
  store<u32>(TOUCHED, touched)
}

/** The next record with the hash of the listed one, from its place on; its place is then behind. 0: none. */
function nextCandidate(number: u32): usize {
  const word = (<usize>number) << 2
  const tag = load<u32>(HASHES + (word << 1), 4)
  let place = load<u32>(PLACES + word)
  let candidate: usize = 0
  while (true) {
    const entry = load<u64>(slotAt(place))
    if (entry === 0) break
    place = behind(place)
    if (<u32>entry === tag) {
      candidate = (<usize>(entry >> 32)) << 3
      break
    }
  }
  store<u32>(PLACES + word, place)
  store<u32>(CANDIDATES + word, <u32>candidate)
  return candidate
}

function partnerOf(number: u32, right: usize): usize {
  let candidate = <usize>load<u32>(CANDIDATES + ((<usize>number) << 2))
  while (candidate !== 0 && !sameKey(candidate, right)) candidate = nextCandidate(number)
  return candidate
}

/** Puts the records from `at` on that nobody matched. Returns how many rows were put; LISTED_TO is where it came to. */
export function putUnmatched(at: usize, to: usize): u32 {
  let rows: u32 = 0
  while (at < to && rows < <u32>ROWS) {
    const flags = load<u32>(at, FLAGS)
    if (!(flags & (MATCHED | DROPPED))) putMissing(rows++, at, (flags & REPEATED) !== 0)
    at = endOf(at)
  }
  store<u32>(LISTED_TO, <u32>at)
  return rows
}
