import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import { JoinTable } from './join-table.ts'
import { PartitionJoin } from './partition-join.ts'
import { TakenRecords } from './taken-records.ts'

/**
 * Matches rows in any order: what the left side has is taken into a table, and of the right side all versions too; else the
 * right side is looked up in it as it is read. What does not fit is cut into partitions first.
 */
export async function* joinInTable(context: JoinContext): AsyncGenerator<MatchBatch> {
  const { memory, options, left, checksums, right } = context
  const table = new JoinTable(context)
  const taken = new TakenRecords(context, table)
  await taken.take('left', left)
  for (const source of checksums) await taken.take('checksums', source)
  if (options.match === 'version' || taken.cut !== undefined) await taken.take('right', right)
  if (taken.cut !== undefined) {
    await taken.finish()
    yield* new PartitionJoin(context, table).join(taken.partitions, taken.cut)
    return
  }
  table.settle()
  if (options.match === 'version') yield* table.versions(0)
  else {
    for await (const run of right.runs()) {
      const count = right.build(run, memory.scratch)
      const batch = table.probe(count, 0)
      if (batch !== undefined) yield batch
    }
  }
  yield* table.missing(0)
}
