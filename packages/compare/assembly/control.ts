import { CONTROL } from './layout'

// What the staged columns are: the offset in its column at which each text of the first row begins, and which columns are there.
export const KEY_BASE: usize = CONTROL
export const ORIGINAL_BASE: usize = CONTROL + 4
export const ETAG_BASE: usize = CONTROL + 8
export const VERSION_BASE: usize = CONTROL + 12
export const CHECKSUM_BASE: usize = CONTROL + 16
export const COLUMNS: usize = CONTROL + 20
export const CHECKSUM_ALGORITHM: usize = CONTROL + 24
export const CHECKSUM_FORM: usize = CONTROL + 28

export const HAS_ORIGINALS: u32 = 1
export const HAS_ETAGS: u32 = 2
export const HAS_VERSIONS: u32 = 4
export const HAS_CHECKSUMS: u32 = 8
export const HAS_SIZES: u32 = 16
export const HAS_TIMES: u32 = 32

// What a call came to besides what it returns: how many keys of a side were there before, and the first of them as pairs of the
// row and a record that has the key.
export const LEFT_DUPLICATES: usize = CONTROL + 64
export const RIGHT_DUPLICATES: usize = CONTROL + 128
export const MOST_FIRST_DUPLICATES: u32 = 5
/** What is wrong, and of which row, or which two records. 0: nothing. */
export const PROBLEM: usize = CONTROL + 192
export const PROBLEM_AT: usize = CONTROL + 196
export const PROBLEM_WITH: usize = CONTROL + 200
export const TOO_LONG: u32 = 1
export const TWO_KEYS_IN_ONE: u32 = 2
/** Prefixes so far. */
export const PREFIX_COUNT: usize = CONTROL + 204
/** Where what was listed, or built, ends. */
export const LISTED_TO: usize = CONTROL + 208

export function noteDuplicate(duplicates: usize, row: u32, record: usize): void {
  const count = load<u32>(duplicates)
  store<u32>(duplicates, count + 1)
  let place = duplicates + 4
  if (count < MOST_FIRST_DUPLICATES) {
    place += (<usize>count) << 3
  } else {
    // The one that comes last gives way.
    let last: u32 = 0
    for (let each: u32 = 1; each < MOST_FIRST_DUPLICATES; each++) {
      if (load<u32>(place + (each << 3)) > load<u32>(place + (last << 3))) last = each
    }
    place += last << 3
    if (load<u32>(place) < row) return
  }
  store<u32>(place, row)
  store<u32>(place, <u32>record, 4)
}

export function noteProblem(problem: u32, at: u32, other: u32): void {
  store<u32>(PROBLEM, problem)
  store<u32>(PROBLEM_AT, at)
  store<u32>(PROBLEM_WITH, other)
}
