import type { ScannerMemory } from '../scanner-memory.ts'

const quote = 0x22
const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** See {@link CsvScanner.scan}. */
export function scanBlock(
  memory: ScannerMemory,
  block: number,
  length: number,
  columns: number,
  limit: number,
): number {
  const { bytes } = memory
  const end = block + length
  // So that the search for a quote needs not look where the block ends.
  bytes[end] = quote
  const rows = findRows(memory, block, end, columns, limit)
  bytes[end] = 0
  return rows
}

function findRows(
  { bytes, view, bounds }: ScannerMemory,
  block: number,
  end: number,
  columns: number,
  limit: number,
): number {
  let start = block
  let fields = 0
  let left = columns
  bounds[0] = block - 1
  while (fields < limit && start < end) {
    let stop = start
    if (bytes[start] === quote) {
      stop = closingQuote(bytes, view, start + 1) + 1
      if (stop >= end) break
    } else {
      let byte = bytes[stop]
      while (byte !== comma && byte !== lineFeed && byte !== quote) byte = bytes[++stop]
      if (stop >= end) break
      if (byte === quote) return -1
    }
    if (bytes[stop] === comma) {
      if (--left === 0) return -1
    } else {
      if (bytes[stop] !== lineFeed || left !== 1) return -1
      // A line that is empty is no row; one that ends with a carriage return is not one of our vendors.
      if ((columns === 1 && stop === start) || bytes[stop - 1] === carriageReturn) return -1
      left = columns
    }
    bounds[++fields] = stop
    start = stop + 1
  }
  return Math.floor(fields / columns)
}

/** Looks at four bytes at a time. */
function closingQuote(bytes: Uint8Array, view: DataView, from: number): number {
  let at = from
  // Many fields are empty.
  if (bytes[at] === quote) return at
  let four = view.getInt32(at, true) ^ 0x22222222
  // Where a byte is 0, which was a quote, and nowhere else if there is none, a high bit is left.
  while (((four - 0x01010101) & ~four & 0x80808080) === 0) {
    at += 4
    four = view.getInt32(at, true) ^ 0x22222222
  }
  while (bytes[at] !== quote) at++
  return at
}
