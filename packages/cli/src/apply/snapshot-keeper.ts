import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import { InventoryError, parseLocation, sameValue } from '@bucket-inventory/core'
import type { ChangingStep, Plan, StoredInventory } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { syncFolder } from '../output/write-new-file.ts'
import { writeSnapshot } from '../output/write-snapshot.ts'

interface Kept {
  readonly file: string
  readonly previous: StoredInventory
}

/** Keeps what a plan replaces or deletes, one file each, in a folder that is made when it is needed. */
export class SnapshotKeeper {
  readonly folder: string
  readonly #connections: NonNullable<Plan['connections']>
  readonly #context: Pick<CommandContext, 'folder' | 'now'>
  readonly #kept = new Map<string, Kept>()
  #made: Promise<void> | undefined

  constructor(
    folder: string,
    connections: Plan['connections'],
    context: Pick<CommandContext, 'folder' | 'now'>,
  ) {
    this.folder = folder
    this.#connections = connections ?? {}
    this.#context = context
  }

  /** How many files were written. */
  get count(): number {
    return this.#kept.size
  }

  /** The file that holds what was there before a step, if it was kept. */
  fileOf(step: Pick<ChangingStep, 'location' | 'id'>): string | undefined {
    return this.#kept.get(keyOf(step))?.file
  }

  /** Resolves when it is on the disk. Rejects with `storage`, and then nothing may be replaced or deleted. */
  async keep(step: ChangingStep, previous: StoredInventory): Promise<void> {
    const key = keyOf(step)
    const known = this.#kept.get(key)
    // A step that is tried again finds what it found before.
    if (known !== undefined && sameValue(known.previous, previous)) return
    this.#made ??= this.#make()
    await this.#made
    const name = parseLocation(step.location).connection
    const connection =
      name !== undefined && Object.hasOwn(this.#connections, name)
        ? this.#connections[name]
        : undefined
    const { location } = step
    const file = await writeSnapshot(
      { previous, location, ...(connection === undefined ? {} : { connection }) },
      { folder: this.folder },
      this.#context,
    )
    this.#kept.set(key, { file, previous })
  }

  async #make(): Promise<void> {
    const path = resolve(this.#context.folder, this.folder)
    try {
      const first = await mkdir(path, { recursive: true, mode: 0o700 })
      if (first !== undefined) await syncFolder(dirname(first))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new InventoryError(
        'storage',
        `the inventory was not touched, as the folder ${this.folder} for its configuration cannot be made: ${reason}`,
        { cause: error },
      )
    }
  }
}

function keyOf({ location, id }: Pick<ChangingStep, 'location' | 'id'>): string {
  return `${location}#${id}`
}
