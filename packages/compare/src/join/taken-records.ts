import type { JoinContext } from './join-context.ts'
import type { JoinTable } from './join-table.ts'
import { bitsFor } from './partition-join.ts'
import type { PartitionsByKind } from './partition-join.ts'
import type { PartitionCut, RecordPartitions } from './record-partitions.ts'
import type { RecordKind, RecordSource } from './record-source.ts'

const kinds: readonly RecordKind[] = ['left', 'checksums', 'right']

/** Takes records: into the table, and once they are too many for it, into partitions. */
export class TakenRecords {
  readonly #context: JoinContext
  readonly #table: JoinTable
  readonly #partitions = new Map<RecordKind, RecordPartitions>()
  #cut: PartitionCut | undefined

  constructor(context: JoinContext, table: JoinTable) {
    this.#context = context
    this.#table = table
  }

  /** How partitions are cut; `undefined` as long as all records are in the table. */
  get cut(): PartitionCut | undefined {
    return this.#cut
  }

  get partitions(): PartitionsByKind {
    return this.#partitions
  }

  async take(kind: RecordKind, source: RecordSource): Promise<void> {
    const { memory } = this.#context
    for await (const run of source.runs()) {
      if (
        this.#cut === undefined &&
        !this.#table.makeRoom(kind, source.share, run.rows, run.bytes)
      ) {
        await this.#spill(kind, source)
      }
      if (this.#cut === undefined) {
        this.#table.insert(kind, source.build(run, memory.top))
      } else {
        const partitions = await this.#partitionsOf(kind, this.#cut)
        await partitions.writeListed(source.build(run, memory.scratch))
      }
    }
  }

  /** Nothing more is taken. */
  async finish(): Promise<void> {
    for (const partitions of this.#partitions.values()) await partitions.files.finish()
  }

  async #spill(kind: RecordKind, source: RecordSource): Promise<void> {
    const { memory, options, state } = this.#context
    state.method = 'partitions'
    const bytes = this.#table.region(kind).to - this.#table.region(kind).from
    // Of what is still to come nothing is known where nothing is there yet.
    const whole = Math.max(bytes, memory.budget / 2) / Math.max(source.share, 0.001)
    const before = memory.top - memory.arena - bytes
    const sides = kind === 'left' && options.match === 'version' ? 2 : 1
    this.#cut = { used: 0, bits: bitsFor(before + whole * sides, memory.budget) }
    for (const each of kinds) {
      const { from, to } = this.#table.region(each)
      if (to > from) await (await this.#partitionsOf(each, this.#cut)).writeAll(from, to)
    }
    this.#table.settle()
    this.#table.clear()
  }

  async #partitionsOf(kind: RecordKind, cut: PartitionCut): Promise<RecordPartitions> {
    let partitions = this.#partitions.get(kind)
    if (partitions === undefined) {
      partitions = await this.#context.partitions(cut)
      this.#partitions.set(kind, partitions)
    }
    return partitions
  }
}
