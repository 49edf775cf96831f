import { noteDuplicate, RIGHT_DUPLICATES } from './control'
import { put } from './copy'
import { meetAgain, putMatch } from './duplicates'
import { OTHER_SCRATCH, ROWS, SCRATCH } from './layout'
import { putExtra, putMissing } from './matches'
import { compareKeys, endOf, FLAGS, MATCHED, REPEATED, ROW } from './record'

// Why merging stopped.
const LEFT_ENDED: u32 = 0
const RIGHT_ENDED: u32 = 1
const FULL: u32 = 2
const DONE: u32 = 3
const NOT_SORTED: u32 = 4
const PROBLEM: u32 = 5

/** The record of the left side that is looked for, with what follows it once all that have its key are known. 0: none. */
let left: usize = 0
let leftNext: usize = 0
let leftEnd: usize = 0
let leftIsLast: bool = false
let leftIsKnown: bool = false
/** The next record of the right side, and the one before, if there was one. */
let right: usize = 0
let rightBefore: usize = 0
let rightEnd: usize = 0
let rightIsLast: bool = false
/** Rows that were put: what the right side has, and what only the left side has. */
let rows: u32 = 0
let missing: u32 = 0

export function beginMerge(): void {
  left = leftNext = leftEnd = SCRATCH
  right = rightEnd = OTHER_SCRATCH
  rightBefore = 0
  leftIsLast = rightIsLast = leftIsKnown = false
}

/** Moves the record of a side that is still needed to where its scratch begins; returns where the next records may go. */
export function carry(ofRight: bool): u32 {
  if (ofRight) {
    right = OTHER_SCRATCH
    if (rightBefore !== 0) {
      right = moved(rightBefore, OTHER_SCRATCH)
      rightBefore = OTHER_SCRATCH
    }
    return <u32>right
  }
  leftNext = left === leftEnd ? SCRATCH : moved(left, SCRATCH)
  left = SCRATCH
  return <u32>leftNext
}

function moved(record: usize, to: usize): usize {
  const length = endOf(record) - record
  memory.copy(to, record, length)
  return to + length
}

/** There are records of a side up to here. */
export function refill(ofRight: bool, end: usize): void {
  if (ofRight) rightEnd = end
  else leftEnd = end
}

/** There are no more records of a side. */
export function endSide(ofRight: bool): void {
  if (ofRight) rightIsLast = true
  else leftIsLast = true
}

/** Rows that the last call has put: from 0 on, or what only the left side has, from ROWS on. */
export function mergedRows(ofMissing: bool): u32 {
  return ofMissing ? missing : rows
}

/** Goes on until records or room are needed; returns which. */
export function merge(): u32 {
  rows = 0
  missing = 0
  while (rows < <u32>ROWS && missing < <u32>ROWS) {
    if (!leftIsKnown) {
      const stop = knowLeft()
      if (stop !== DONE) return stop
    }
    if (right === rightEnd) {
      if (!rightIsLast) return RIGHT_ENDED
      if (left === leftEnd) return DONE
      passLeft()
      continue
    }
    const order = left === leftEnd ? 1 : compareKeys(left, right)
    if (order < 0) {
      passLeft()
      continue
    }
    const step = rightBefore === 0 ? -1 : compareKeys(rightBefore, right)
    if (step > 0) return NOT_SORTED
    if (order === 0) {
      rows += putMatch(rows, left, right)
    } else {
      if (step === 0) noteDuplicate(RIGHT_DUPLICATES, load<u32>(right, ROW), right)
      putExtra(rows++, right, false)
    }
    rightBefore = right
    right = endOf(right)
  }
  return FULL
}

/** Looks behind the left record for others of its key. Returns {@link DONE}, or why it cannot. */
function knowLeft(): u32 {
  if (left === leftEnd) {
    if (!leftIsLast) return LEFT_ENDED
    leftIsKnown = true
    return DONE
  }
  if (leftNext === left) leftNext = endOf(left)
  for (; leftNext < leftEnd; leftNext = endOf(leftNext)) {
    const order = compareKeys(left, leftNext)
    if (order > 0) return NOT_SORTED
    if (order < 0) {
      leftIsKnown = true
      return DONE
    }
    if (!meetAgain(left, leftNext)) return PROBLEM
  }
  if (!leftIsLast) return LEFT_ENDED
  leftIsKnown = true
  return DONE
}

/** The left record has met all that it can meet. */
function passLeft(): void {
  const flags = load<u32>(left, FLAGS)
  if (!(flags & MATCHED)) putMissing(<u32>ROWS + missing++, left, (flags & REPEATED) !== 0)
  left = leftNext
  leftIsKnown = false
}
