import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

import type { JobFile, JobFiles, WrittenJobFile } from './job-form.ts'

/**
 * A folder that is there whole or not at all: its files are written into another one beside it, which takes its name at the
 * end. That one is made with the first file. A folder that is there already is `already-exists`.
 */
export class JobFolder implements JobFiles {
  readonly files: WrittenJobFile[] = []
  readonly #path: string
  readonly #partial: string
  readonly #open = new Set<FileHandle>()
  #made = false

  constructor(path: string) {
    this.#path = resolve(path)
    this.#partial = `${this.#path}.${randomUUID()}.partial`
  }

  /** Refuses a path at which something is. */
  async begin(): Promise<void> {
    const found = await this.#attempt(() => stat(this.#path).catch(ifAbsent))
    if (found !== undefined) {
      throw new InventoryError('already-exists', `"${this.#path}" is there already`)
    }
  }

  async create(name: string): Promise<JobFile> {
    return this.#attempt(async () => {
      if (!this.#made) {
        await mkdir(dirname(this.#path), { recursive: true })
        await mkdir(this.#partial)
        this.#made = true
      }
      const handle = await open(join(this.#partial, name), 'wx')
      this.#open.add(handle)
      return this.#fileOf(name, handle)
    })
  }

  /** Gives the folder its name; false if it has no files, and so is not there. */
  async finish(): Promise<boolean> {
    if (this.#made) {
      await this.begin()
      await this.#attempt(() => rename(this.#partial, this.#path))
    }
    return this.#made
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    for (const handle of this.#open) await handle.close()
    await rm(this.#partial, { recursive: true, force: true })
  }

  #fileOf(name: string, handle: FileHandle): JobFile {
    const hash = createHash('md5')
    let size = 0
    let waiting: Buffer[] = []
    let length = 0
    const flush = async () => {
      const bytes = Buffer.concat(waiting)
      waiting = []
      length = 0
      await this.#attempt(() => handle.appendFile(bytes))
    }
    return {
      async write(written) {
        const bytes = Buffer.from(written)
        hash.update(bytes)
        size += bytes.length
        waiting.push(bytes)
        length += bytes.length
        if (length >= flushedBytes) await flush()
      },
      close: async () => {
        await flush()
        this.#open.delete(handle)
        await this.#attempt(() => handle.close())
        const file = { name, size, md5: hash.digest('hex') }
        this.files.push(file)
        return file
      },
    }
  }

  async #attempt<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run()
    } catch (cause) {
      if (!(cause instanceof Error) || !('code' in cause)) throw cause
      const code = codes[String(cause.code)] ?? 'storage'
      throw new InventoryError(code, `job "${this.#path}" cannot be written: ${cause.message}`, {
        cause,
      })
    }
  }
}

const flushedBytes = 256 * 1024

const codes: Readonly<Record<string, InventoryErrorCode>> = {
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
}

function ifAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
