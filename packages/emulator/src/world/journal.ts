import { createHash } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

import type { Change } from './change.ts'
import { FolderError } from './folder-error.ts'

/**
 * What happened, one checksummed JSON line per change, in the file `journal` of a folder. {@link append} returns at
 * once; {@link flushed} resolves when everything appended so far is on the disk. Lines that are waiting while one
 * write is under way go together with the next, so many writers share one fsync.
 */
export class Journal {
  readonly #file: FileHandle
  #waiting: string[] = []
  #appended = 0
  #written = 0
  #writing: Promise<void> | undefined

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Opens the journal of a folder and gives back every change in it. A torn last line is cut off. */
  static async open(folder: string): Promise<{ journal: Journal; changes: readonly Change[] }> {
    await mkdir(folder, { recursive: true })
    const path = join(folder, 'journal')
    const { changes, bytes } = readLines(await readFileIfAny(path), path)
    const file = await open(path, 'a')
    await file.truncate(bytes)
    await file.sync()
    return { journal: new Journal(file), changes }
  }

  append(change: Change): void {
    this.#waiting.push(toLine(change))
    this.#appended += 1
  }

  /** Rejects for good once a write has failed: nothing after it could be trusted to last. */
  async flushed(): Promise<void> {
    const wanted = this.#appended
    while (this.#written < wanted) {
      this.#writing ??= this.#write()
      await this.#writing
    }
  }

  async close(): Promise<void> {
    await this.flushed()
    await this.#file.close()
  }

  async #write(): Promise<void> {
    const lines = this.#waiting
    this.#waiting = []
    await this.#file.appendFile(lines.join(''))
    await this.#file.datasync()
    this.#written += lines.length
    this.#writing = undefined
  }
}

function toLine(change: Change): string {
  const json = JSON.stringify(change)
  return `${checksum(json)} ${json}\n`
}

function readLines(content: Buffer, path: string): { changes: readonly Change[]; bytes: number } {
  const changes: Change[] = []
  let start = 0
  while (start < content.length) {
    const end = content.indexOf(0x0a, start)
    if (end === -1) break
    const change = readLine(content.toString('utf8', start, end))
    if (change === undefined) {
      if (end + 1 === content.length) break
      throw new FolderError(
        'damaged',
        `line ${changes.length + 1} of "${path}" is damaged, and it is not the last one; restore the file, or take another folder`,
      )
    }
    changes.push(change)
    start = end + 1
  }
  return { changes, bytes: start }
}

function readLine(line: string): Change | undefined {
  const json = line.slice(checksumLength + 1)
  if (line.slice(0, checksumLength) !== checksum(json)) return undefined
  const change: Change = JSON.parse(json)
  return change
}

const checksumLength = 16

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, checksumLength)
}

async function readFileIfAny(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
