import type { PartitionFiles } from './partition-files.ts'
import { readExtents } from './read-extents.ts'
import { SpillFile } from './spill-file.ts'

/** Bytes that all partitions together collect before they are written. */
const mostCollected = 16 * 1024 * 1024
/** Bytes that wait for the disk before the caller must wait too. */
const mostWaiting = 4 * 1024 * 1024
const leastBuffer = 64 * 1024
const mostBuffer = 256 * 1024
const pieceSize = 1024 * 1024

/** Collects the bytes of each partition, and writes them behind the caller's back. */
export class PartitionWriter implements PartitionFiles {
  readonly #partitions: readonly Partition[]
  readonly #bufferSize: number
  #free: Buffer[] = []
  #waiting = 0
  /** Callers that wait until less waits for the disk. */
  #callers: (() => void)[] = []
  #failure: { readonly reason: unknown } | undefined
  #finished = false

  constructor(folder: string, name: string, count: number) {
    this.#partitions = Array.from({ length: count }, (_, index) => ({
      file: new SpillFile(folder, `${name}-${index}`),
      size: 0,
      filled: 0,
      buffer: undefined,
      written: Promise.resolve(),
    }))
    const share = Math.floor(mostCollected / count)
    this.#bufferSize = Math.min(Math.max(share, leastBuffer), mostBuffer)
  }

  write(index: number, bytes: Uint8Array): Promise<void> | undefined {
    if (this.#failure !== undefined) return this.#fail()
    if (this.#finished) throw new Error('nothing can be written after the files are finished')
    const partition = this.#at(index)
    partition.size += bytes.length
    for (let copied = 0; copied < bytes.length;) {
      const buffer = (partition.buffer ??= this.#freeBuffer())
      const length = Math.min(bytes.length - copied, buffer.length - partition.filled)
      const isAll = length === bytes.length
      buffer.set(isAll ? bytes : bytes.subarray(copied, copied + length), partition.filled)
      partition.filled += length
      copied += length
      if (partition.filled === buffer.length) this.#send(partition)
    }
    return this.#waiting > mostWaiting ? this.#waitForRoom() : undefined
  }

  async finish(): Promise<void> {
    this.#finished = true
    for (const partition of this.#partitions) this.#send(partition)
    await Promise.all(this.#partitions.map(({ written }) => written))
    this.#free = []
    if (this.#failure !== undefined) return this.#fail()
    await Promise.all(this.#partitions.map(({ file }) => file.close()))
  }

  size(index: number): number {
    return this.#at(index).size
  }

  async *read(index: number): AsyncGenerator<Uint8Array> {
    if (this.#failure !== undefined) await this.#fail()
    if (!this.#finished) throw new Error('nothing can be read before the files are finished')
    const { file, size } = this.#at(index)
    try {
      yield* readExtents(file, [{ start: 0, end: size }], pieceSize)
    } finally {
      await file.close()
    }
  }

  async remove(index: number): Promise<void> {
    await this.#at(index).file.remove()
  }

  async close(): Promise<void> {
    // What is still to be written is not.
    this.#failure ??= { reason: new Error('the files were closed') }
    await Promise.all(this.#partitions.map(({ written }) => written))
    this.#free = []
    for (const partition of this.#partitions) partition.buffer = undefined
    await Promise.allSettled(this.#partitions.map(({ file }) => file.remove()))
  }

  #at(index: number): Partition {
    const partition = this.#partitions[index]
    if (partition === undefined) throw new RangeError(`there is no partition ${index}`)
    return partition
  }

  #freeBuffer(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bufferSize)
  }

  /** Has what a partition has collected written, after what it had collected before. */
  #send(partition: Partition): void {
    const { buffer, filled } = partition
    if (buffer === undefined) return
    partition.buffer = undefined
    partition.filled = 0
    this.#waiting += filled
    partition.written = partition.written.then(() =>
      this.#append(partition.file, buffer.subarray(0, filled)).finally(() => {
        this.#free.push(buffer)
        this.#waiting -= filled
        if (this.#waiting <= mostWaiting / 2 || this.#failure !== undefined) this.#wakeCallers()
      }),
    )
  }

  /** Never rejects: a failure is told of by what is called next. */
  async #append(file: SpillFile, bytes: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) return
    try {
      await file.append(bytes)
    } catch (reason) {
      this.#failure = { reason }
    }
  }

  async #fail(): Promise<void> {
    throw this.#failure?.reason
  }

  #wakeCallers(): void {
    for (const wake of this.#callers) wake()
    this.#callers = []
  }

  async #waitForRoom(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#callers.push(resolve)
    })
    if (this.#failure !== undefined) await this.#fail()
  }
}

interface Partition {
  readonly file: SpillFile
  size: number
  /** Of the buffer. */
  filled: number
  buffer: Buffer | undefined
  /** Resolves when all that was sent is written, or has failed. */
  written: Promise<void>
}
