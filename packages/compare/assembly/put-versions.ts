import { LISTED_TO } from './control'
import { factsOf } from './facts'
import { ROWS } from './layout'
import { putExtra, putPair } from './matches'
import { CONTRADICTS, DROPPED, endOf, FLAGS, linked, PARTNER, REPEATED } from './record'

/**
 * Puts the records of the right side from `at` on, each with its partner. Returns how many rows were put; LISTED_TO is where it
 * came to.
 */
export function putVersions(at: usize, to: usize): u32 {
  let rows: u32 = 0
  while (at < to && rows < <u32>ROWS) {
    const flags = load<u32>(at, FLAGS)
    if (!(flags & DROPPED)) putVersion(rows++, at, flags)
    at = endOf(at)
  }
  store<u32>(LISTED_TO, <u32>at)
  return rows
}

function putVersion(row: u32, right: usize, flags: u32): void {
  const partner = linked(right, PARTNER)
  const left = partner !== 0 && flags & CONTRADICTS ? linked(partner, PARTNER) : partner
  if (left === 0) {
    putExtra(row, right, false)
    return
  }
  const repeated = flags & (REPEATED | CONTRADICTS) || load<u32>(left, FLAGS) & REPEATED
  putPair(row, left, right, factsOf(left, right), repeated !== 0)
}
