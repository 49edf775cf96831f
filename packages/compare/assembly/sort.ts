import { compareBy } from './version-order'

/** Sorts a list of records, stably. There must be as much room at `spare`. */
export function sortRecords(list: usize, count: u32, spare: usize, by: u32): void {
  let from = list
  let to = spare
  for (let width: u32 = 1; width < count; width <<= 1) {
    for (let start: u32 = 0; start < count; start += width << 1) {
      mergeRuns(from, to, start, min(start + width, count), min(start + (width << 1), count), by)
    }
    const swapped = from
    from = to
    to = swapped
  }
  if (from !== list) memory.copy(list, from, (<usize>count) << 2)
}

function mergeRuns(from: usize, to: usize, start: u32, middle: u32, end: u32, by: u32): void {
  let one = start
  let other = middle
  for (let at = start; at < end; at++) {
    const takesOne =
      other >= end ||
      (one < middle &&
        compareBy(by, load<u32>(from + (one << 2)), load<u32>(from + (other << 2))) <= 0)
    store<u32>(to + (at << 2), load<u32>(from + ((takesOne ? one++ : other++) << 2)))
  }
}
