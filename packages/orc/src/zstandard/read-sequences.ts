/* oxlint-disable typescript/no-non-null-assertion -- states and symbols are within their tables */
import { BackwardBits } from './backward-bits.ts'
import type { ForwardBytes } from './forward-bytes.ts'
import { buildFseTable, readFseTable, singleSymbol } from './fse-table.ts'
import type { FseTable } from './fse-table.ts'

/** The tables of a block, which the next one may use again. */
export interface SequenceTables {
  readonly literals: FseTable
  readonly offsets: FseTable
  readonly matches: FseTable
}

/** Takes sequences: so many literals, then so many bytes from so far back. Offsets of 1 to 3 mean earlier ones. */
export interface Sequences {
  sequence(literals: number, offset: number, match: number): void
}

/** Numbers of one kind: how they are encoded. */
interface Kind {
  readonly accuracy: number
  readonly largestSymbol: number
  readonly standard: FseTable
}

const repeat = (count: number, value: number) => Array<number>(count).fill(value)

// https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.2.1.1
const literalBits = [...repeat(16, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12]
literalBits.push(13, 14, 15, 16)
const matchBits = [...repeat(32, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12]
matchBits.push(13, 14, 15, 16)
const literalBase = baselines(literalBits, 0)
const matchBase = baselines(matchBits, 3)

const literalKind: Kind = {
  accuracy: 9,
  largestSymbol: 35,
  standard: buildFseTable(
    [4, 3, ...repeat(11, 2), 1, 1, 1, ...repeat(9, 2), 3, 2, ...repeat(5, 1), ...repeat(4, -1)],
    6,
  ),
}
const matchKind: Kind = {
  accuracy: 9,
  largestSymbol: 52,
  standard: buildFseTable([1, 4, 3, ...repeat(6, 2), ...repeat(37, 1), ...repeat(7, -1)], 6),
}
const offsetKind: Kind = {
  accuracy: 8,
  largestSymbol: 31,
  standard: buildFseTable([...repeat(6, 1), 2, 2, 2, ...repeat(15, 1), ...repeat(5, -1)], 5),
}

/** Reads the sequences at the end of a compressed block, one after the other. Returns their tables. */
export function readSequences(
  block: ForwardBytes,
  earlier: SequenceTables | undefined,
  into: Sequences,
): SequenceTables | undefined {
  const count = readCount(block)
  if (count === 0) {
    if (block.position < block.end) throw new Error('it has bytes behind its sequences')
    return earlier
  }
  const modes = block.number(1)
  if ((modes & 3) !== 0) throw new Error('it has sequences of an unknown kind')
  const literals = readTable(block, modes >> 6, literalKind, earlier?.literals)
  const offsets = readTable(block, (modes >> 4) & 3, offsetKind, earlier?.offsets)
  const matches = readTable(block, (modes >> 2) & 3, matchKind, earlier?.matches)
  const stream = new BackwardBits(block)
  let literal = stream.read(literals.accuracy)
  let offset = stream.read(offsets.accuracy)
  let match = stream.read(matches.accuracy)
  for (let left = count; ;) {
    const offsetCode = offsets.symbols[offset]!
    const distance = ((1 << offsetCode) >>> 0) + readWide(stream, offsetCode)
    const matchCode = matches.symbols[match]!
    const matchLength = matchBase[matchCode]! + stream.read(matchBits[matchCode]!)
    const literalCode = literals.symbols[literal]!
    const literalLength = literalBase[literalCode]! + stream.read(literalBits[literalCode]!)
    if (stream.left < 0) throw new Error('its sequences end too early')
    into.sequence(literalLength, distance, matchLength)
    if (--left === 0) break
    literal = literals.base[literal]! + stream.read(literals.bits[literal]!)
    match = matches.base[match]! + stream.read(matches.bits[match]!)
    offset = offsets.base[offset]! + stream.read(offsets.bits[offset]!)
  }
  if (stream.left !== 0) throw new Error('its sequences do not end where they should')
  return { literals, offsets, matches }
}

/** Up to 31 bits, as an offset may have. */
function readWide(stream: BackwardBits, count: number): number {
  if (count <= 24) return stream.read(count)
  const upper = stream.read(count - 16)
  return upper * 0x1_0000 + stream.read(16)
}

function readCount(block: ForwardBytes): number {
  const first = block.number(1)
  if (first < 128) return first
  if (first < 255) return ((first - 128) << 8) + block.number(1)
  return block.number(2) + 0x7f00
}

function readTable(
  block: ForwardBytes,
  mode: number,
  { accuracy, largestSymbol, standard }: Kind,
  earlier: FseTable | undefined,
): FseTable {
  if (mode === 0) return standard
  if (mode === 2) return readFseTable(block, accuracy, largestSymbol)
  if (mode === 1) {
    const symbol = block.number(1)
    if (symbol > largestSymbol) throw new Error('it has a length of an unknown kind')
    return singleSymbol(symbol)
  }
  if (earlier === undefined) throw new Error('it uses a table that is not there')
  return earlier
}

function baselines(bits: readonly number[], first: number): readonly number[] {
  let base = first
  return bits.map((width) => {
    const own = base
    base += 2 ** width
    return own
  })
}
