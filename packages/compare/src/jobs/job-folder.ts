import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

import { removeOnExit } from '../spill/remove-on-exit.ts'
import type { JobFile, JobFiles, WrittenJobFile } from './job-form.ts'

/**
 * A folder that is there whole or not at all: its files are written into another one beside it, which takes its name at the
 * end. That one is made with the first file. What is there already, but for an empty folder, is `already-exists`.
 */
export class JobFolder implements JobFiles {
  readonly files: WrittenJobFile[] = []
  readonly #path: string
  readonly #partial: string
  readonly #open = new Set<FileHandle>()
  #forget: (() => void) | undefined

  constructor(path: string) {
    this.#path = resolve(path)
    this.#partial = join(dirname(this.#path), `.${basename(this.#path)}.${randomUUID()}.part`)
  }

  /** Refuses a path at which something is. */
  async begin(): Promise<void> {
    const isTaken = await this.#attempt(async () => {
      const found = await stat(this.#path).catch(ifAbsent)
      if (found === undefined) return false
      return !found.isDirectory() || (await readdir(this.#path)).length > 0
    })
    if (isTaken) throw taken(this.#path)
  }

  async create(name: string): Promise<JobFile> {
    return this.#attempt(async () => {
      if (this.#forget === undefined) {
        await mkdir(dirname(this.#path), { recursive: true })
        await mkdir(this.#partial)
        this.#forget = removeOnExit(this.#partial)
      }
      const handle = await open(join(this.#partial, name), 'wx')
      this.#open.add(handle)
      return this.#fileOf(name, handle)
    })
  }

  /** Gives the folder its name; false if it has no files, and so is not there. */
  async finish(): Promise<boolean> {
    if (this.#forget === undefined) return false
    // Where somebody made one meanwhile, it is only taken if it is empty.
    await this.#attempt(() => rename(this.#partial, this.#path), occupied)
    this.#forget()
    return true
  }

  /** Leaves nothing behind, as far as it can: what went wrong before is what is told. */
  async discard(): Promise<void> {
    for (const handle of this.#open) await handle.close().catch(() => undefined)
    await rm(this.#partial, { recursive: true, force: true }).catch(() => undefined)
    this.#forget?.()
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
        await this.#attempt(() => handle.sync())
        this.#open.delete(handle)
        await this.#attempt(() => handle.close())
        const file = { name, size, md5: hash.digest('hex') }
        this.files.push(file)
        return file
      },
    }
  }

  async #attempt<Result>(
    run: () => Promise<Result>,
    takenCodes: readonly string[] = [],
  ): Promise<Result> {
    try {
      return await run()
    } catch (cause) {
      if (!(cause instanceof Error) || !('code' in cause)) throw cause
      const word = String(cause.code)
      if (takenCodes.includes(word)) throw taken(this.#path)
      throw new InventoryError(
        codes[word] ?? 'storage',
        `job "${this.#path}" cannot be written: ${cause.message}`,
        { cause },
      )
    }
  }
}

const flushedBytes = 256 * 1024

const codes: Readonly<Record<string, InventoryErrorCode>> = {
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
}

// Of renaming over a folder that is not empty, and over what is no folder.
const occupied = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR']

function taken(path: string): InventoryError {
  return new InventoryError(
    'already-exists',
    `"${path}" is there already: name a folder that is not there yet`,
  )
}

function ifAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
