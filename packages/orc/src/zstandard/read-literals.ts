import type { ForwardBytes } from './forward-bytes.ts'
import { decodeHuffman, readHuffmanTable } from './huffman-table.ts'
import type { HuffmanTable } from './huffman-table.ts'

/** No block holds more. */
const largestBlock = 128 << 10

export interface Literals {
  readonly bytes: Uint8Array
  /** The code that later blocks may use again. */
  readonly table: HuffmanTable | undefined
}

/** Reads the literals of a compressed block, and goes past them. `table` is the code of an earlier block. */
export function readLiterals(block: ForwardBytes, table: HuffmanTable | undefined): Literals {
  const first = block.number(1)
  block.position--
  const format = (first >> 2) & 3
  return (first & 3) < 2
    ? { bytes: readPlain(block, first & 3, format), table }
    : readCompressed(block, (first & 3) === 3 ? table : undefined, (first & 3) === 3, format)
}

function readPlain(block: ForwardBytes, type: number, format: number): Uint8Array {
  const headerSize = format === 1 ? 2 : format === 3 ? 3 : 1
  const size = checkSize(Math.floor(block.number(headerSize) / (headerSize === 1 ? 8 : 16)))
  if (type === 1) return new Uint8Array(size).fill(block.number(1))
  const start = block.skip(size)
  return block.bytes.subarray(start, start + size)
}

function readCompressed(
  block: ForwardBytes,
  earlier: HuffmanTable | undefined,
  again: boolean,
  format: number,
): Literals {
  const width = [10, 10, 14, 18][format] ?? 10
  const header = Math.floor(block.number(width === 18 ? 5 : width === 14 ? 4 : 3) / 16)
  const size = checkSize(header % 2 ** width)
  const input = block.part(Math.floor(header / 2 ** width) % 2 ** width)
  const table = again ? earlier : readHuffmanTable(input)
  if (table === undefined) throw new Error('it uses a code that is not there')
  const bytes = new Uint8Array(size)
  if (format === 0) {
    decodeHuffman(table, input, bytes, 0, size)
    return { bytes, table }
  }
  const sizes = [input.number(2), input.number(2), input.number(2)]
  const quarter = (size + 3) >> 2
  if (quarter * 3 > size) throw new Error('it has too few literals for four streams')
  for (const [index, length] of sizes.entries()) {
    decodeHuffman(table, input.part(length), bytes, index * quarter, (index + 1) * quarter)
  }
  decodeHuffman(table, input, bytes, 3 * quarter, size)
  return { bytes, table }
}

function checkSize(size: number): number {
  if (size > largestBlock) throw new Error(`it has a block of ${size} literals`)
  return size
}
