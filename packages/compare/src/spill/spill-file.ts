import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

import { onSpillDisk } from './spill-error.ts'

/** A file in a folder for what does not fit in memory, made with its first bytes. All but `close` rejects with `storage`. */
export class SpillFile {
  readonly #folder: string
  readonly #path: string
  #file: Promise<FileHandle> | undefined
  #size = 0

  constructor(folder: string, name: string) {
    this.#folder = folder
    this.#path = join(folder, name)
  }

  /** Bytes that were written. */
  get size(): number {
    return this.#size
  }

  /** One at a time, and not after it was closed. The bytes must stay as they are until it resolves. */
  append(bytes: Uint8Array): Promise<void> {
    return onSpillDisk(this.#folder, async () => {
      const file = await (this.#file ??= open(this.#path, 'w+', 0o600))
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, written)
        written += bytesWritten
      }
      this.#size += bytes.length
    })
  }

  /** Fills `into` with the bytes from `start` on, and resolves to it. */
  read(into: Uint8Array, start: number): Promise<Uint8Array> {
    return onSpillDisk(this.#folder, async () => {
      const file = await (this.#file ??= open(this.#path, 'r'))
      for (let filled = 0; filled < into.length;) {
        const { bytesRead } = await file.read(into, filled, into.length - filled, start + filled)
        if (bytesRead === 0) throw new Error('a file there is shorter than what was written to it')
        filled += bytesRead
      }
      return into
    })
  }

  /** It can be read again after. Waits for what is under way. */
  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    // Where it could not be opened that was said; and nothing is lost of a file that need not survive.
    await file?.then((one) => one.close()).catch(() => undefined)
  }

  async remove(): Promise<void> {
    await this.close()
    await onSpillDisk(this.#folder, () => rm(this.#path, { force: true }))
  }
}
