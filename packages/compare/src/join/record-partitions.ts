import type { PartitionFiles } from '../spill/partition-files.ts'
import type { JoinMemory } from './join-memory.ts'
import type { SpillFiles } from './spill-files.ts'

/** Bits of a hash that say the partition; the table looks at others. */
export const partitionBits = 32

/** Which bits say the partition: so many, behind those that said it before. */
export interface PartitionCut {
  readonly used: number
  readonly bits: number
}

/** Records of one side on disk, by partition. */
export class RecordPartitions {
  readonly files: PartitionFiles
  readonly cut: PartitionCut
  readonly #memory: JoinMemory
  readonly #spill: SpillFiles

  constructor(memory: JoinMemory, spill: SpillFiles, cut: PartitionCut, files: PartitionFiles) {
    this.#memory = memory
    this.#spill = spill
    this.cut = cut
    this.files = files
  }

  get count(): number {
    return 2 ** this.cut.bits
  }

  /** Writes the listed records. */
  async writeListed(count: number): Promise<void> {
    const { calls, otherScratch, partitionEnds, views } = this.#memory
    const { used, bits } = this.cut
    calls.scatter(count, partitionBits - used - bits, bits)
    let start = 0
    for (let partition = 0; partition < this.count; partition++) {
      const end = views.data.getUint32(partitionEnds + 4 * partition, true)
      if (end === start) continue
      const bytes = views.bytes.subarray(otherScratch + start, otherScratch + end)
      const written = this.files.write(partition, bytes)
      if (written !== undefined) await written
      start = end
    }
    this.#spill.bytes += start
  }

  /** Writes all records between two addresses. */
  async writeAll(from: number, to: number): Promise<void> {
    for (let at = from; at < to; at = this.#memory.listedTo) {
      await this.writeListed(
        this.#memory.calls.list(at, Math.min(to, at + this.#memory.scratchSize)),
      )
    }
  }
}
