import { constants, createGzip } from 'node:zlib'
import type { Gzip } from 'node:zlib'

import type { JobFile, JobFiles, WrittenJobFile } from './job-form.ts'

export interface GzipPartsOptions {
  /** Compressed bytes of one file, at most. */
  readonly partBytes: number
  /** The name of the file with this number, from 1. */
  readonly nameOf: (part: number) => string
}

/**
 * Rows in files that are compressed with gzip, one member each, none beyond a size. Rows are compressed in blocks, and a block
 * begins another file where this one might become too long if it did not compress at all.
 */
export class GzipParts {
  readonly #files: JobFiles
  readonly #options: GzipPartsOptions
  readonly #blockBytes: number
  readonly #written: WrittenJobFile[] = []
  #part: GzipPart | undefined
  #rows: string[] = []
  #length = 0

  constructor(files: JobFiles, options: GzipPartsOptions) {
    this.#files = files
    this.#options = options
    this.#blockBytes = Math.min(256 * 1024, Math.floor(options.partBytes / 8))
  }

  async write(row: string): Promise<void> {
    this.#rows.push(row)
    this.#length += Buffer.byteLength(row)
    if (this.#length >= this.#blockBytes) await this.#flush()
  }

  /** The files, in order. */
  async close(): Promise<readonly WrittenJobFile[]> {
    if (this.#length > 0) await this.#flush()
    await this.#closePart()
    return this.#written
  }

  async #flush(): Promise<void> {
    const block = Buffer.from(this.#rows.join(''))
    this.#rows = []
    this.#length = 0
    if (this.#part !== undefined && !this.#part.holds(block, this.#options.partBytes)) {
      await this.#closePart()
    }
    this.#part ??= new GzipPart(
      await this.#files.create(this.#options.nameOf(this.#written.length + 1)),
    )
    await this.#part.write(block)
  }

  async #closePart(): Promise<void> {
    if (this.#part === undefined) return
    this.#written.push(await this.#part.close())
    this.#part = undefined
  }
}

class GzipPart {
  readonly #file: JobFile
  readonly #gzip: Gzip = createGzip()
  #chunks: Buffer[] = []
  #length = 0

  constructor(file: JobFile) {
    this.#file = file
    this.#gzip.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#length += chunk.length
    })
  }

  /** Whether the block certainly fits. */
  holds(block: Buffer, partBytes: number): boolean {
    // What does not compress is stored, with five bytes for at most 16 KiB; a flush and the end take some more.
    const stored = block.length + 5 * (Math.ceil(block.length / 16_383) + 1)
    return this.#length + this.#gzip.readableLength + stored + 64 <= partBytes
  }

  async write(block: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#gzip.once('error', reject)
      this.#gzip.write(block)
      // So that what was written so far is counted.
      this.#gzip.flush(constants.Z_SYNC_FLUSH, () => {
        this.#gzip.off('error', reject)
        resolve()
      })
    })
    await this.#drain()
  }

  async close(): Promise<WrittenJobFile> {
    await new Promise((resolve, reject) => {
      this.#gzip.once('error', reject)
      this.#gzip.once('end', resolve)
      this.#gzip.end()
    })
    await this.#drain()
    return this.#file.close()
  }

  async #drain(): Promise<void> {
    const chunks = this.#chunks
    this.#chunks = []
    for (const chunk of chunks) await this.#file.write(chunk)
  }
}
