import { InventoryError } from '@bucket-inventory/core'

import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import { listedPieces } from './listed-pieces.ts'
import { MatchedRows } from './matched-rows.ts'
import { partitionBits } from './record-partitions.ts'
import type { RecordPartitions } from './record-partitions.ts'
import { DuplicateTally } from './side-tally.ts'
import { unmatchedRows } from './unmatched-rows.ts'

/** As many files are open at once. */
const mostBits = 8
/** Of the memory, that a partition is meant to fill: they are not all of one size. */
const usualShare = 0.5

/** How many bits cut so many bytes into partitions that fit. */
export function bitsFor(bytes: number, budget: number): number {
  const bits = Math.ceil(Math.log2(bytes / (budget * usualShare)))
  return Math.min(mostBits, Math.max(1, bits))
}

/** A partition of both sides, which were cut in one way. */
interface Partition {
  readonly left: RecordPartitions
  readonly right: RecordPartitions
  readonly number: number
}

/** Matches what lies in partitions, one after the other. Each is a run. */
export class PartitionJoin {
  readonly #context: JoinContext
  #run = 0

  constructor(context: JoinContext) {
    this.#context = context
  }

  async *join(left: RecordPartitions, right: RecordPartitions): AsyncGenerator<MatchBatch> {
    for (let number = 0; number < left.count; number++) {
      yield* this.#joinOne({ left, right, number })
    }
  }

  async *#joinOne(partition: Partition): AsyncGenerator<MatchBatch> {
    const { left, right, number } = partition
    if (!(await this.#load(partition))) {
      yield* this.#split(partition)
      return
    }
    await left.files.remove(number)
    const { memory, outcome } = this.#context
    const run = this.#run++
    for await (const count of listedPieces(this.#context, right.files.read(number))) {
      const rows = memory.probe(count)
      outcome.take('right', this.#context.right.tally.repeated)
      if (rows > 0) yield new MatchedRows(this.#context, rows, run)
    }
    await right.files.remove(number)
    yield* unmatchedRows(this.#context, run)
  }

  /** Takes the left side of a partition into the table; `false` where it does not fit. */
  async #load({ left, number }: Partition): Promise<boolean> {
    const { memory, outcome } = this.#context
    // Where it does not fit they are met again.
    const repeated = new DuplicateTally()
    memory.clear()
    for await (const count of listedPieces(this.#context, left.files.read(number))) {
      const fits = memory.insertIfFits(count, memory.listedTo - memory.scratch)
      outcome.take('left', repeated)
      if (!fits) return false
    }
    this.#context.left.tally.repeated.add(repeated)
    return true
  }

  /** Cuts a partition by further bits of the hashes. */
  async *#split({ left, right, number }: Partition): AsyncGenerator<MatchBatch> {
    const { memory } = this.#context
    const used = left.cut.used + left.cut.bits
    const bits = bitsFor(left.files.size(number), memory.budget)
    if (used + bits > partitionBits) {
      throw new InventoryError(
        'limit-exceeded',
        `the rows of one key take more than the ${memory.budget} bytes of memory: give more`,
      )
    }
    const parts: RecordPartitions[] = []
    for (const side of [left, right]) {
      const part = await this.#context.partitions({ used, bits })
      for await (const count of listedPieces(this.#context, side.files.read(number))) {
        await part.writeListed(count)
      }
      await part.files.finish()
      await side.files.remove(number)
      parts.push(part)
    }
    const [leftPart, rightPart] = parts
    if (leftPart !== undefined && rightPart !== undefined) yield* this.join(leftPart, rightPart)
  }
}
