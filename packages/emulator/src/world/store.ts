import { join } from 'node:path'

import { applyChange } from './apply-change.ts'
import { folderBodies, memoryBodies } from './bodies.ts'
import type { Bodies } from './bodies.ts'
import type { Change } from './change.ts'
import { claimFolder } from './claim-folder.ts'
import { Journal } from './journal.ts'
import { emptyWorld } from './world.ts'
import type { World } from './world.ts'

/**
 * The world, and what makes it last. A change is visible at once; nobody is told of it, writer or reader, before
 * {@link settled} has put it on the disk, so what was answered survives a crash.
 */
export class Store {
  readonly world: World
  readonly bodies: Bodies
  readonly #journal: Journal | undefined
  readonly #release: () => Promise<void>

  private constructor(
    world: World,
    bodies: Bodies,
    journal?: Journal,
    release = async (): Promise<void> => {},
  ) {
    this.world = world
    this.bodies = bodies
    this.#journal = journal
    this.#release = release
  }

  /** Opens what a folder holds, which no other emulator may use meanwhile, or an empty world in memory. */
  static async open(folder?: string): Promise<Store> {
    const world = emptyWorld()
    if (folder === undefined) return new Store(world, memoryBodies())
    const claim = await claimFolder(folder)
    try {
      const { journal, changes } = await Journal.open(folder)
      for (const change of changes) applyChange(world, change)
      const bodies = await folderBodies(join(folder, 'bodies'), hashesIn(world))
      return new Store(world, bodies, journal, claim.release)
    } catch (error) {
      await claim.release()
      throw error
    }
  }

  commit(change: Change): void {
    applyChange(this.world, change)
    this.#journal?.append(change)
  }

  async settled(): Promise<void> {
    await this.#journal?.flushed()
  }

  async close(): Promise<void> {
    try {
      await this.#journal?.close()
    } finally {
      await this.#release()
    }
  }
}

function hashesIn(world: World): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const buckets of Object.values(world.buckets))
    for (const bucket of buckets.values()) {
      for (const versions of bucket.objects.values())
        for (const version of versions) for (const { hash } of version.body) hashes.add(hash)
      for (const upload of bucket.uploads.values())
        for (const part of upload.parts.values()) hashes.add(part.body.hash)
    }
  return hashes
}
