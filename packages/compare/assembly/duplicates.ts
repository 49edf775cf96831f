import {
  LEFT_DUPLICATES,
  noteDuplicate,
  noteProblem,
  RIGHT_DUPLICATES,
  TWO_KEYS_IN_ONE,
} from './control'
import { evidenceMark, factsOf, sameEvidence } from './facts'
import { putPair } from './matches'
import {
  FIRST_FACTS,
  FLAGS,
  MARK,
  MATCHED,
  ORIGINAL_PART,
  REPEATED,
  ROW,
  samePart,
  WAS_REWRITTEN,
} from './record'

/**
 * A record of the left side whose key is there before: the first one stays, and knows whether another said something else. False
 * where it was another key before both were rewritten.
 */
export function meetAgain(before: usize, record: usize): bool {
  if (!isSameOriginal(before, record)) return false
  const flags = load<u32>(before, FLAGS)
  noteDuplicate(LEFT_DUPLICATES, load<u32>(record, ROW), before)
  if (!sameEvidence(before, record)) store<u32>(before, flags | REPEATED, FLAGS)
  return true
}

/** Whether two records of one key were of one key before it was rewritten; a problem where they were not. */
export function isSameOriginal(one: usize, other: usize): bool {
  const flags = load<u32>(one, FLAGS) ^ load<u32>(other, FLAGS)
  if (!(flags & WAS_REWRITTEN) && samePart(one, other, ORIGINAL_PART)) return true
  noteProblem(TWO_KEYS_IN_ONE, <u32>one, <u32>other)
  return false
}

/**
 * Puts a pair; the first one of the left record is its match. Of later ones, what says the same as the first is no other object,
 * and what says something else is nobody's match for sure. Returns how many rows were put.
 */
export function putMatch(row: u32, left: usize, right: usize): u32 {
  const facts = factsOf(left, right)
  const mark = evidenceMark(right)
  const flags = load<u32>(left, FLAGS)
  if (!(flags & MATCHED)) {
    store<u32>(left, flags | MATCHED | (facts << FIRST_FACTS), FLAGS)
    store<u32>(left, mark, MARK)
    putPair(row, left, right, facts, (flags & REPEATED) !== 0)
    return 1
  }
  noteDuplicate(RIGHT_DUPLICATES, load<u32>(right, ROW), right)
  if (flags >> FIRST_FACTS === facts && load<u32>(left, MARK) === mark) return 0
  putPair(row, left, right, facts, true)
  return 1
}
