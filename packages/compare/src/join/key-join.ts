import { InventoryError } from '@bucket-inventory/core'

import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import { MatchedRows } from './matched-rows.ts'
import { unmatchedRows } from './unmatched-rows.ts'

/**
 * Matches by key. The left side is taken into a table; the right side is looked up in it as it is read. Where the left side
 * does not fit both are cut into partitions first.
 */
export async function* joinByKey(context: JoinContext): AsyncGenerator<MatchBatch> {
  const { memory, outcome, left, right } = context
  for await (const run of left.runs()) {
    if (!memory.makeRoom(run.rows, run.bytes)) throw tooLarge()
    const count = left.build(run, memory.top)
    outcome.take('left', left.tally)
    memory.insertListed(count)
    outcome.take('left', left.tally)
  }
  for await (const run of right.runs()) {
    const count = right.build(run, memory.scratch)
    outcome.take('right', right.tally)
    const rows = memory.probe(count)
    outcome.take('right', right.tally)
    if (rows > 0) yield new MatchedRows(context, rows, 0)
  }
  yield* unmatchedRows(context, 0)
}

function tooLarge(): InventoryError {
  return new InventoryError('limit-exceeded', 'the left report does not fit: give more memory')
}
