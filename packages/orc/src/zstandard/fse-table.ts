/* oxlint-disable typescript/no-non-null-assertion -- states and symbols are within the table */
import type { ForwardBytes } from './forward-bytes.ts'

/** A table of finite state entropy: what each state stands for, and how the next one is found. */
export interface FseTable {
  /** States are numbers of so many bits. */
  readonly accuracy: number
  readonly symbols: Uint8Array
  /** The next state is this, and the number that so many bits make. */
  readonly base: Uint16Array
  readonly bits: Uint8Array
}

/** A table of one symbol, which takes no bits. */
export function singleSymbol(symbol: number): FseTable {
  return {
    accuracy: 0,
    symbols: Uint8Array.of(symbol),
    base: new Uint16Array(1),
    bits: new Uint8Array(1),
  }
}

/** Reads a table description, and goes past it to the next byte. */
export function readFseTable(
  input: ForwardBytes,
  largestAccuracy: number,
  largestSymbol: number,
): FseTable {
  const start = input.position
  let bit = 0
  const read = (count: number) => {
    let value = 0
    for (let i = 0; i < count; i++, bit++) {
      const byte = start + (bit >>> 3)
      if (byte >= input.end) throw new Error('it ends inside a table')
      value |= ((input.bytes[byte]! >>> (bit & 7)) & 1) << i
    }
    return value
  }
  const accuracy = read(4) + 5
  if (accuracy > largestAccuracy) throw new Error('it has a table that is too large')
  const counts: number[] = []
  for (let left = 1 << accuracy; left > 0;) {
    if (counts.length > largestSymbol) throw new Error('it has a table of too many symbols')
    // Small values take a bit less.
    const width = 32 - Math.clz32(left + 1)
    const threshold = (1 << width) - 2 - left
    let value = read(width - 1)
    if (value >= threshold && read(1) === 1) {
      value += 1 << (width - 1)
      value -= threshold
    }
    const count = value - 1
    left -= Math.abs(count)
    counts.push(count)
    if (count !== 0) continue
    for (let zeros = 3; zeros === 3;) {
      zeros = read(2)
      for (let i = 0; i < zeros; i++) counts.push(0)
      if (counts.length > largestSymbol + 1) throw new Error('it has a table of too many symbols')
    }
  }
  input.skip((bit + 7) >>> 3)
  return buildFseTable(counts, accuracy)
}

/** Makes a table of how often each symbol occurs; -1 stands for less than once. The counts fill the table. */
export function buildFseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy
  const symbols = new Uint8Array(size)
  const base = new Uint16Array(size)
  const bits = new Uint8Array(size)
  let high = size
  for (const [symbol, count] of counts.entries()) if (count < 0) symbols[--high] = symbol
  let position = 0
  const step = (size >> 1) + (size >> 3) + 3
  for (const [symbol, count] of counts.entries()) {
    for (let i = 0; i < count; i++) {
      symbols[position] = symbol
      do position = (position + step) & (size - 1)
      while (position >= high)
    }
  }
  const next = counts.map(Math.abs)
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state]!
    const value = next[symbol]!
    next[symbol] = value + 1
    bits[state] = accuracy - (31 - Math.clz32(value))
    base[state] = (value << bits[state]!) - size
  }
  return { accuracy, symbols, base, bits }
}
