import { leftSide, rightSide } from '../match-batch.ts'
import type { MatchBatch } from '../match-batch.ts'
import type { Matching } from '../matching.ts'
import type { FoundMatches, FoundRow, FoundSide } from './join-oracle.test.support.ts'

/** What a matching finds, in the order of the list. */
export async function found(matching: Matching): Promise<FoundMatches> {
  const rows: FoundRow[] = []
  const runs = new Map<number, number>()
  let order = -1
  for await (const batch of matching.batches()) {
    for (let row = 0; row < batch.length; row++) {
      const at = batch.order[row] ?? Number.NaN
      if (!(at > (runs.get(batch.run) ?? -1))) throw new Error(`run ${batch.run} is not rising`)
      runs.set(batch.run, at)
      if (matching.ordered && !(at > order)) throw new Error('the batches are not ordered')
      order = at
      rows.push(readRow(matching, batch, row))
    }
  }
  const { left, right } = matching.statistics
  return {
    rows: rows.toSorted((one, other) => one.order - other.order),
    duplicates: [left.duplicates, right.duplicates],
  }
}

function readRow(matching: Matching, batch: MatchBatch, row: number): FoundRow {
  const sides = batch.sides[row] ?? 0
  const read = (side: 'left' | 'right', bit: number): FoundSide | undefined => {
    const numbers = side === 'left' ? batch.leftAttributes : batch.rightAttributes
    if ((sides & bit) === 0) {
      expectNone(batch, row, side)
      return undefined
    }
    const found = batch.side(row, side)
    const sizes = side === 'left' ? batch.leftSize : batch.rightSize
    const times = side === 'left' ? batch.leftTime : batch.rightTime
    if (!Object.is(sizes[row], found.size ?? Number.NaN)) throw new Error('another size')
    if (!Object.is(times[row], found.lastModified ?? Number.NaN)) throw new Error('another time')
    return { side: found, attributes: matching.attributes[numbers[row] ?? -1] ?? {} }
  }
  const { key, keyBytes = Buffer.from(key) } = batch.key(row)
  return {
    order: batch.order[row] ?? Number.NaN,
    key: Buffer.from(keyBytes).toString('hex'),
    prefix: matching.prefixes[batch.prefix[row] ?? -1] ?? 'none',
    facts: batch.facts[row] ?? Number.NaN,
    duplicate: batch.duplicate[row] === 1,
    left: read('left', leftSide),
    right: read('right', rightSide),
  }
}

function expectNone(batch: MatchBatch, row: number, side: 'left' | 'right'): void {
  let thrown: unknown
  try {
    batch.side(row, side)
  } catch (error) {
    thrown = error
  }
  if (!(thrown instanceof RangeError)) throw new Error(`there is a ${side} side where none is`)
  const numbers = side === 'left' ? batch.leftAttributes : batch.rightAttributes
  if (numbers[row] !== 0) throw new Error('no row has attributes')
}
