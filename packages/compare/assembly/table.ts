import { LISTED_TO } from './control'
import { put } from './copy'
import { meetAgain } from './duplicates'
import { hashKey } from './hash'
import { HASHES, RECORDS, ROWS, TOUCHED } from './layout'
import { endOf, isWide, JOINED, keyLength, keyOf, sameKey, setLink } from './record'
import { addVersion, beginVersion } from './version-chain'

/**
 * The index of the records of the arena: slots of two words, of the hash of a key and of where its record is, in units of eight
 * bytes. The highest bits of a hash say where to look first, so that the index grows without the keys.
 */
let index: usize = 0
let slotBits: u32 = 0
let mask: u32 = 0
/** Where the next record goes. */
let top: usize = 0

export function setTable(indexAt: usize, bits: u32, arena: usize): void {
  index = indexAt
  top = arena
  setSlots(bits)
  memory.fill(index, 0, slotBytes())
}

function setSlots(bits: u32): void {
  slotBits = bits
  mask = ((<u32>1) << bits) - 1
}

function slotBytes(): usize {
  return (<usize>8) << slotBits
}

/** Where the next record goes. */
export function arenaEnd(): usize {
  return top
}

export function setArenaEnd(end: usize): void {
  top = end
}

/** Gives the index more slots. The space behind the arena is used for it, as much as the index takes before. */
export function growIndex(bits: u32): void {
  const before = slotBytes()
  memory.copy(top, index, before)
  setSlots(bits)
  memory.fill(index, 0, slotBytes())
  const end = top + before
  for (let at = top; at < end; at += 8) {
    const entry = load<u64>(at)
    if (entry !== 0) store<u64>(freePlace(<u32>entry), entry)
  }
}

export function placeOf(tag: u32): u32 {
  return tag >> (32 - slotBits)
}

export function slotAt(place: u32): usize {
  return index + ((<usize>place) << 3)
}

export function behind(place: u32): u32 {
  return (place + 1) & mask
}

function freePlace(tag: u32): usize {
  let place = placeOf(tag)
  while (load<u64>(slotAt(place)) !== 0) place = behind(place)
  return slotAt(place)
}

/**
 * Takes the listed records, which lie end to end at the top of the arena or elsewhere, into the table. Of records of one key
 * the first stays, and knows whether another said something else; there must be a free slot for each. Returns how many stay.
 */
export function insert(count: u32): u32 {
  touchSlots(count)
  let kept: u32 = 0
  let to = top
  for (let number: u32 = 0; number < count; number++) {
    const record = <usize>load<u32>(RECORDS + ((<usize>number) << 2))
    const end = endOf(record)
    const before = claim(number, record, to)
    if (before !== 0) {
      if (!meetAgain(before, record)) return kept
      continue
    }
    if (to !== record) put(to, record, <u32>(end - record))
    if (isWide()) setLink(to, JOINED, 0)
    to += end - record
    kept++
  }
  top = to
  return kept
}

/** As {@link insert}, but all records of a key stay, in a chain. Each is new to the table, whatever it says of itself. */
export function insertVersions(count: u32, ofRight: bool): u32 {
  touchSlots(count)
  for (let number: u32 = 0; number < count; number++) {
    const listed = <usize>load<u32>(RECORDS + ((<usize>number) << 2))
    const size = endOf(listed) - listed
    const first = claim(number, listed, top)
    if (top !== listed) put(top, listed, <u32>size)
    const record = top
    top += size
    beginVersion(record, ofRight)
    if (first !== 0 && !addVersion(first, record)) return number
  }
  return count
}

/** The record in the table that has the key of a listed one; where there is none, 0, and the slot is taken for it. */
function claim(number: u32, record: usize, to: usize): usize {
  const tag = load<u32>(HASHES + ((<usize>number) << 3), 4)
  let place = placeOf(tag)
  while (true) {
    const slot = slotAt(place)
    const entry = load<u64>(slot)
    if (entry === 0) {
      store<u64>(slot, ((<u64>(to >> 3)) << 32) | tag)
      return 0
    }
    const found = (<usize>(entry >> 32)) << 3
    if (<u32>entry === tag && sameKey(found, record)) return found
    place = behind(place)
  }
}

/** The record in the table that has the key of a listed one; 0: none. */
export function find(number: u32, record: usize): usize {
  const tag = load<u32>(HASHES + ((<usize>number) << 3), 4)
  for (let place = placeOf(tag); ; place = behind(place)) {
    const entry = load<u64>(slotAt(place))
    if (entry === 0) return 0
    const found = (<usize>(entry >> 32)) << 3
    if (<u32>entry === tag && sameKey(found, record)) return found
  }
  return 0
}

/** Asks for all slots at once, so that they are fetched together. */
function touchSlots(count: u32): void {
  let touched: u64 = 0
  for (let number: u32 = 0; number < count; number++) {
    const tag = load<u32>(HASHES + ((<usize>number) << 3), 4)
    touched |= load<u64>(slotAt(placeOf(tag)))
  }
  // Else nobody would have asked.
  store<u64>(TOUCHED, touched)
}

/**
 * Lists the records that lie end to end, with their hashes, as many as there is room for; one that is cut off is none. Returns
 * how many.
 */
export function list(from: usize, to: usize): u32 {
  let count: u32 = 0
  let record = from
  while (count < <u32>ROWS && record + 8 <= to) {
    const end = endOf(record)
    if (end > to) break
    store<u32>(RECORDS + ((<usize>count) << 2), <u32>record)
    store<u64>(HASHES + ((<usize>count) << 3), hashKey(keyOf(record), keyLength(record)))
    count++
    record = end
  }
  store<u32>(LISTED_TO, <u32>record)
  return count
}
