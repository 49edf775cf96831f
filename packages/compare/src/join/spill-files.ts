import { createPartitionFiles } from '../spill/partition-files.ts'
import type { PartitionFiles } from '../spill/partition-files.ts'

/** The files of partitions of one join: what was written to them, and an end of all. */
export class SpillFiles {
  /** Bytes that were written. */
  bytes = 0
  readonly #spillTo: () => Promise<string>
  readonly #files: PartitionFiles[] = []

  constructor(spillTo: () => Promise<string>) {
    this.#spillTo = spillTo
  }

  async create(partitions: number): Promise<PartitionFiles> {
    const name = `records-${this.#files.length}`
    const files = await createPartitionFiles(await this.#spillTo(), name, partitions)
    this.#files.push(files)
    return files
  }

  /** Closes and removes all, whatever became of them. */
  async close(): Promise<void> {
    await Promise.all(this.#files.map((files) => files.close()))
  }
}
