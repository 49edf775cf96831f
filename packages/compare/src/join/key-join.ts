import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import { MatchedRows } from './matched-rows.ts'
import { bitsFor, PartitionJoin } from './partition-join.ts'
import type { RecordPartitions } from './record-partitions.ts'
import { unmatchedRows } from './unmatched-rows.ts'

/**
 * Matches by key. The left side is taken into a table; the right side is looked up in it as it is read. Where the left side
 * does not fit both are cut into partitions first.
 */
export async function* joinByKey(context: JoinContext): AsyncGenerator<MatchBatch> {
  const { memory, outcome, right } = context
  const partitions = await takeLeft(context)
  if (partitions !== undefined) {
    yield* joinPartitions(context, partitions)
    return
  }
  for await (const run of right.runs()) {
    const count = right.build(run, memory.scratch)
    outcome.take('right', right.tally.repeated)
    const rows = memory.probe(count)
    outcome.take('right', right.tally.repeated)
    if (rows > 0) yield new MatchedRows(context, rows, 0)
  }
  yield* unmatchedRows(context, 0)
}

/** Reads the left side: into the table, unless it returns partitions. */
async function takeLeft(context: JoinContext): Promise<RecordPartitions | undefined> {
  const { memory, outcome, left } = context
  let partitions: RecordPartitions | undefined
  for await (const run of left.runs()) {
    if (partitions === undefined && !memory.makeRoom(run.rows, run.bytes)) {
      partitions = await spillTable(context)
    }
    const count = left.build(run, partitions === undefined ? memory.top : memory.scratch)
    outcome.take('left', left.tally.repeated)
    if (partitions === undefined) {
      memory.insertListed(count)
      outcome.take('left', left.tally.repeated)
    } else await partitions.writeListed(count)
  }
  await partitions?.files.finish()
  return partitions
}

async function spillTable(context: JoinContext): Promise<RecordPartitions> {
  const { memory, left } = context
  const { arena, budget, top } = memory
  context.state.method = 'partitions'
  // Of nothing that is read yet nothing can be told.
  const whole = Math.max(top - arena, budget / 2) / Math.max(left.share, 0.001)
  const partitions = await context.partitions({ used: 0, bits: bitsFor(whole, budget) })
  await partitions.writeAll(arena, top)
  memory.clear()
  return partitions
}

async function* joinPartitions(
  context: JoinContext,
  left: RecordPartitions,
): AsyncGenerator<MatchBatch> {
  const { memory, outcome } = context
  const right = await context.partitions(left.cut)
  for await (const run of context.right.runs()) {
    const count = context.right.build(run, memory.scratch)
    outcome.take('right', context.right.tally.repeated)
    await right.writeListed(count)
  }
  await right.files.finish()
  yield* new PartitionJoin(context).join(left, right)
}
