import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { PartitionWriter } from './partition-writer.ts'
import { onSpillDisk } from './spill-error.ts'

/** Bytes of many partitions, each in a file of its own: first all are written, then finished, then read. */
export interface PartitionFiles {
  /**
   * Adds bytes to a partition, which keeps their order. They are copied: the caller may use its memory again at once.
   * Returns a promise where so much waits for the disk that the caller must wait too, and where the disk has failed.
   */
  write(partition: number, bytes: Uint8Array): Promise<void> | undefined
  /** Resolves when all is written. Nothing can be written after. */
  finish(): Promise<void>
  /** Bytes that were added to a partition. */
  size(partition: number): number
  /** What was added, in pieces of about a mebibyte that end anywhere. A piece is valid until the next is asked for. */
  read(partition: number): AsyncIterable<Uint8Array>
  /** Removes the file of a partition that will not be read again. */
  remove(partition: number): Promise<void>
  /** Gives up, at any time: closes and removes all files. Never rejects: their folder is to be removed too. */
  close(): Promise<void>
}

/** As many files are open at once while they are written. */
const mostPartitions = 256

/**
 * Files of partitions, made as they are needed in a folder that is the caller's, and named after `name`. They take at most
 * 22 MiB of memory while they are written, and 2 MiB for each partition that is being read. Every method but `close` rejects
 * with `storage` where the disk fails, and from then on.
 */
export async function createPartitionFiles(
  folder: string,
  name: string,
  count: number,
): Promise<PartitionFiles> {
  if (!Number.isInteger(count) || count < 1 || count > mostPartitions) {
    throw new RangeError(`there can be 1 to ${mostPartitions} partitions, not ${count}`)
  }
  // A folder that cannot be written to is told of now, not after a million rows.
  await onSpillDisk(folder, async () => {
    const probe = join(folder, `${name}-probe`)
    const file = await open(probe, 'w', 0o600)
    await file.close()
    await rm(probe)
  })
  return new PartitionWriter(folder, name, count)
}
