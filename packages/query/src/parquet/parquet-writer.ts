import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import { onDisk } from '../on-disk.ts'
import { ColumnChunk } from './column-chunk.ts'
import { footer } from './footer.ts'
import type { RowGroup } from './footer.ts'
import type { Leaf } from './leaf.ts'

/** Rows of a row group, as DuckDB shares work among its threads by. */
const rowsOfGroup = 122_880
const magic = Buffer.from('PAR1')

/**
 * Writes a Parquet file for a reader on the same machine: fast to write and fast to read, not small. Memory is that of one row
 * group.
 */
export class ParquetWriter {
  readonly #file: FileHandle
  readonly #path: string
  readonly #leaves: readonly Leaf[]
  readonly #columns: readonly ColumnChunk[]
  readonly #groups: RowGroup[] = []
  #size = 0
  #rows = 0

  private constructor(file: FileHandle, path: string, leaves: readonly Leaf[]) {
    this.#file = file
    this.#path = path
    this.#leaves = leaves
    this.#columns = leaves.map((leaf) => new ColumnChunk(leaf))
  }

  /** A new file, which must not be there yet. Leaves of one struct must be neighbours. */
  static async create(path: string, leaves: readonly Leaf[]): Promise<ParquetWriter> {
    const file = await onDisk(path, () => open(path, 'wx', 0o600))
    return new ParquetWriter(file, path, leaves)
  }

  /** Adds rows: `fill` must give each column, in the order of the leaves, as many. */
  async add(rows: number, fill: (columns: readonly ColumnChunk[]) => void): Promise<void> {
    fill(this.#columns)
    this.#rows += rows
    if (this.#rows >= rowsOfGroup) await this.#endGroup()
  }

  /** Writes what is left and how it is read. */
  async end(): Promise<void> {
    if (this.#rows > 0) await this.#endGroup()
    await this.#begin()
    const bytes = footer(this.#leaves, this.#groups)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    await this.#write([bytes, length, magic])
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #begin(): Promise<void> {
    if (this.#size === 0) await this.#write([magic])
  }

  async #endGroup(): Promise<void> {
    await this.#begin()
    const offset = this.#size
    const chunks = this.#columns.map((column) => column.take())
    this.#groups.push({
      rows: this.#rows,
      offset,
      chunks: chunks.map(({ leaf, size, dictionarySize }) => ({ leaf, size, dictionarySize })),
    })
    this.#rows = 0
    for (const { parts } of chunks) await this.#write(parts)
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    for (const bytes of parts) {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await onDisk(this.#path, () => this.#file.write(bytes, written))
        written += bytesWritten
      }
      this.#size += bytes.length
    }
  }
}
