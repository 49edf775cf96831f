import { InventoryError } from '@bucket-inventory/core'

import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import type { JoinTable } from './join-table.ts'
import { listedPieces } from './listed-pieces.ts'
import { partitionBits } from './record-partitions.ts'
import type { PartitionCut, RecordPartitions } from './record-partitions.ts'
import type { RecordKind } from './record-source.ts'

/** Partitions of the records of each kind, which were cut in one way. */
export type PartitionsByKind = ReadonlyMap<RecordKind, RecordPartitions>

/** As many files are open at once. */
const mostBits = 8
/** Of the memory, that a partition is meant to fill: they are not all of one size. */
const usualShare = 0.5

/** How many bits cut so many bytes into partitions that fit. */
export function bitsFor(bytes: number, budget: number): number {
  const bits = Math.ceil(Math.log2(bytes / (budget * usualShare)))
  return Math.min(mostBits, Math.max(1, bits))
}

/** Matches what lies in partitions, one after the other. Each is a run. */
export class PartitionJoin {
  readonly #context: JoinContext
  readonly #table: JoinTable
  /** What must be in the table before anything is found. */
  readonly #loaded: readonly RecordKind[]
  #run = 0

  constructor(context: JoinContext, table: JoinTable) {
    this.#context = context
    this.#table = table
    this.#loaded =
      context.options.match === 'version' ? ['left', 'checksums', 'right'] : ['left', 'checksums']
  }

  async *join(partitions: PartitionsByKind, cut: PartitionCut): AsyncGenerator<MatchBatch> {
    for (let number = 0; number < 2 ** cut.bits; number++) {
      if (await this.#load(partitions, number)) yield* this.#joinLoaded(partitions, number)
      else yield* this.#split(partitions, cut, number)
    }
  }

  async *#joinLoaded(partitions: PartitionsByKind, number: number): AsyncGenerator<MatchBatch> {
    const run = this.#run++
    for (const kind of this.#loaded) await partitions.get(kind)?.files.remove(number)
    const right = partitions.get('right')
    if (this.#loaded.includes('right')) yield* this.#table.versions(run)
    else if (right !== undefined) {
      for await (const count of listedPieces(this.#context, right.files.read(number))) {
        const batch = this.#table.probe(count, run)
        if (batch !== undefined) yield batch
      }
      await right.files.remove(number)
    }
    yield* this.#table.missing(run)
  }

  /** Takes a partition into the table; `false` where it does not fit. */
  async #load(partitions: PartitionsByKind, number: number): Promise<boolean> {
    const { memory } = this.#context
    this.#table.clear()
    for (const kind of this.#loaded) {
      const files = partitions.get(kind)?.files
      if (files === undefined) continue
      for await (const count of listedPieces(this.#context, files.read(number))) {
        const bytes = memory.listedTo - memory.scratch
        if (!this.#table.insertIfFits(kind, count, bytes)) return false
      }
    }
    this.#table.settle()
    return true
  }

  /** Cuts a partition by further bits of the hashes. */
  async *#split(
    partitions: PartitionsByKind,
    cut: PartitionCut,
    number: number,
  ): AsyncGenerator<MatchBatch> {
    const { budget } = this.#context.memory
    const sizes = this.#loaded.map((kind) => partitions.get(kind)?.files.size(number) ?? 0)
    const used = cut.used + cut.bits
    const bits = bitsFor(
      sizes.reduce((sum, size) => sum + size),
      budget,
    )
    if (used + bits > partitionBits) throw oneKeyTooLarge(budget)
    const parts = new Map<RecordKind, RecordPartitions>()
    for (const [kind, { files }] of partitions) {
      const part = await this.#context.partitions({ used, bits })
      for await (const count of listedPieces(this.#context, files.read(number))) {
        await part.writeListed(count)
      }
      await part.files.finish()
      await files.remove(number)
      parts.set(kind, part)
    }
    yield* this.join(parts, { used, bits })
  }
}

function oneKeyTooLarge(budget: number): InventoryError {
  return new InventoryError(
    'limit-exceeded',
    `the rows of one key take more than the ${budget} bytes of memory: give more`,
  )
}
