/* oxlint-disable typescript/no-non-null-assertion -- states are within the table */
import { BackwardBits } from './backward-bits.ts'
import type { ForwardBytes } from './forward-bytes.ts'
import { readFseTable } from './fse-table.ts'

/** A prefix code: the symbol that the next bits begin with, and how many of them it takes. */
export interface HuffmanTable {
  /** Bits of the longest code, by which the table is entered. */
  readonly width: number
  readonly symbols: Uint8Array
  readonly bits: Uint8Array
}

/** Reads the description of a code, and goes past it. */
export function readHuffmanTable(input: ForwardBytes): HuffmanTable {
  const header = input.number(1)
  const weights =
    header < 128 ? compressedWeights(input.part(header)) : directWeights(input, header)
  let total = 0
  for (const weight of weights) {
    if (weight > 11) throw new Error('it has a code that is too long')
    total += weight === 0 ? 0 : 1 << (weight - 1)
  }
  if (total === 0) throw new Error('it has a code without symbols')
  // The weight of the last symbol is what is missing to a power of two.
  const width = 32 - Math.clz32(total)
  const rest = (1 << width) - total
  if (width > 11 || (rest & (rest - 1)) !== 0) throw new Error('it has a code that is not complete')
  weights.push(32 - Math.clz32(rest))
  if (weights.length > 256) throw new Error('it has a code of too many symbols')
  const symbols = new Uint8Array(1 << width)
  const bits = new Uint8Array(1 << width)
  let position = 0
  for (let weight = 1; weight <= width; weight++) {
    for (const [symbol, own] of weights.entries()) {
      if (own !== weight) continue
      const end = position + (1 << (weight - 1))
      symbols.fill(symbol, position, end)
      bits.fill(width + 1 - weight, position, end)
      position = end
    }
  }
  return { width, symbols, bits }
}

/** Decodes one stream into a part of the output, which it must fill exactly. */
export function decodeHuffman(
  table: HuffmanTable,
  input: ForwardBytes,
  output: Uint8Array,
  start: number,
  end: number,
): void {
  const stream = new BackwardBits(input)
  const { width, symbols, bits } = table
  let i = start
  // Two codes at a time, as long as both are there in one word.
  for (const mask = (1 << width) - 1; i + 1 < end && stream.left >= 24; i += 2) {
    const both = stream.peek(24)
    const code = both >>> (24 - width)
    output[i] = symbols[code]!
    const first = bits[code]!
    const next = (both >>> (24 - width - first)) & mask
    output[i + 1] = symbols[next]!
    stream.left -= first + bits[next]!
  }
  for (; i < end; i++) {
    const code = stream.peek(width)
    output[i] = symbols[code]!
    stream.left -= bits[code]!
  }
  if (stream.left !== 0) throw new Error('its literals do not end where they should')
}

function directWeights(input: ForwardBytes, header: number): number[] {
  const count = header - 127
  const start = input.skip(Math.ceil(count / 2))
  return Array.from({ length: count }, (_, index) => {
    const byte = input.bytes[start + (index >>> 1)]!
    return index % 2 === 0 ? byte >>> 4 : byte & 15
  })
}

/** Two states take turns until a next one would need more bits than there are. */
function compressedWeights(input: ForwardBytes): number[] {
  const { accuracy, symbols, base, bits } = readFseTable(input, 6, 255)
  const stream = new BackwardBits(input)
  let state = stream.read(accuracy)
  let other = stream.read(accuracy)
  if (stream.left < 0) throw new Error('it has weights that end too early')
  const weights: number[] = []
  for (;;) {
    weights.push(symbols[state]!)
    if (stream.left < bits[state]!) break
    const next = base[state]! + stream.read(bits[state]!)
    state = other
    other = next
    if (weights.length > 254) throw new Error('it has too many weights')
  }
  weights.push(symbols[other]!)
  return weights
}
