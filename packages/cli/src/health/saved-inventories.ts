import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'

import { formatLocation, InventoryError, sameValue } from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'
import * as z from 'zod'

import type { CommandContext } from '../command.ts'
import { isTaken } from '../output/write-new-file.ts'

/** What every line of a file is about, so that nobody goes on with what was asked for otherwise. */
export type SavedHead = Readonly<Record<string, unknown>> & { readonly kind: string }

/** What a line says of an inventory. */
interface Saved {
  readonly location: string
}

export interface SaveOptions {
  /** Default: nothing is kept. */
  readonly file: string | undefined
  /** Whether to go on with what is there. */
  readonly resume: boolean
}

/** Ends a bucket: its last so many lines are what became of it, and any before them were interrupted. */
const doneSchema = z.strictObject({ done: z.string(), inventories: z.int() })

/**
 * What became of inventories, a line of JSON each in a file that only its owner reads, after a line that says what was asked,
 * and one that ends each bucket. A bucket that was interrupted is done again.
 */
export class SavedInventories<Row extends Saved> {
  readonly #done = new Map<string, readonly Row[]>()
  #file: FileHandle | undefined
  #name = ''
  #current: { readonly bucket: string; readonly rows: Row[] } | undefined

  /**
   * Begins a new file, or goes on with one that has the same head. Rejects with `invalid-input` where there is a file and it
   * is not to go on, or is of something else, and with `storage`.
   */
  static async open<Row extends Saved>(
    { file, resume }: SaveOptions,
    head: SavedHead,
    schema: z.ZodType<Row>,
    { folder }: Pick<CommandContext, 'folder'>,
  ): Promise<SavedInventories<Row>> {
    const saved = new SavedInventories<Row>()
    if (file === undefined) return saved
    saved.#name = file
    const path = resolve(folder, file)
    const written: unknown = JSON.parse(JSON.stringify(head))
    await saved.#attempt(async () => {
      const text = resume ? await readFile(path, 'utf8').catch(absent) : undefined
      if (text === undefined) {
        saved.#file = await open(path, 'ax', 0o600)
        await saved.#file.write(`${JSON.stringify(written)}\n`)
        return
      }
      saved.#read(text, written, schema)
      saved.#file = await open(path, 'a')
      if (!text.endsWith('\n')) await saved.#file.write('\n')
    })
    return saved
  }

  /** What became of all inventories of the buckets that are through. */
  get rows(): readonly Row[] {
    return [...this.#done.values()].flat()
  }

  /** Whether there is nothing left to do there. */
  isDone(location: Location): boolean {
    return this.#done.has(formatLocation(location))
  }

  /** Adds one; those of a bucket come together. Rejects with `storage`. */
  async add(row: Row): Promise<void> {
    if (this.#current?.bucket !== row.location) await this.endBucket()
    this.#current ??= { bucket: row.location, rows: [] }
    this.#current.rows.push(row)
    await this.#write(row)
  }

  /** To be called when all are through. Rejects with `storage`. */
  async endBucket(): Promise<void> {
    if (this.#current === undefined) return
    const { bucket, rows } = this.#current
    this.#current = undefined
    await this.#write({ done: bucket, inventories: rows.length })
    this.#done.set(bucket, rows)
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  async #write(line: unknown): Promise<void> {
    const file = this.#file
    if (file === undefined) return
    await this.#attempt(() => file.write(`${JSON.stringify(line)}\n`))
  }

  #read(text: string, head: unknown, schema: z.ZodType<Row>): void {
    const [first, ...lines] = text.split('\n').map(parsed)
    if (!sameValue(first, head)) {
      throw new InventoryError(
        'invalid-input',
        `${this.#name} does not hold what is asked for here: it was begun by another command, for other places, or a file that has changed since; name a new file with --save`,
        { position: { file: this.#name } },
      )
    }
    const open = new Map<string, Row[]>()
    for (const line of lines) {
      const done = doneSchema.safeParse(line)
      if (done.success) {
        const { done: bucket, inventories } = done.data
        const rows = open.get(bucket) ?? []
        if (rows.length >= inventories) {
          this.#done.set(bucket, rows.slice(rows.length - inventories))
        }
        continue
      }
      const row = schema.safeParse(line)
      if (!row.success) continue
      const rows = open.get(row.data.location) ?? []
      open.set(row.data.location, rows)
      rows.push(row.data)
    }
  }

  async #attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step()
    } catch (error) {
      if (error instanceof InventoryError) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw isTaken(error)
        ? new InventoryError(
            'invalid-input',
            `${this.#name} is there already: give --resume to go on with it, or another name`,
            { position: { file: this.#name } },
          )
        : new InventoryError('storage', `${this.#name} cannot be written: ${reason}`, {
            cause: error,
          })
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
