import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'

import { removeDeadFolders, spillFolderPrefix } from './dead-folders.ts'
import { ownMark } from './process-mark.ts'
import { removeOnExit } from './remove-on-exit.ts'
import { onSpillDisk } from './spill-error.ts'

/** A folder for what does not fit in memory, which is made when it is first asked for. */
export interface SpillFolder {
  /** Rejects with `storage` where it cannot be made, and after it was removed. */
  path(): Promise<string>
  /**
   * Removes it, with all that is in it; to be called whatever happened, any number of times. Rejects with `storage` where it
   * cannot be removed.
   */
  remove(): Promise<void>
}

/**
 * A folder under another one (default: the system's for temporary files) that only its owner reads. It is removed by
 * `remove`; where the process exits before, then; and where the process is killed, by the next run that spills there.
 */
export function spillFolder(under: string = tmpdir()): SpillFolder {
  let made: Promise<MadeFolder> | undefined
  let isRemoved = false
  return {
    async path() {
      if (isRemoved) throw new InventoryError('storage', `the folder in "${under}" was removed`)
      made ??= makeFolder(under)
      const { path } = await made
      return path
    },
    async remove() {
      isRemoved = true
      const folder = await made?.catch(() => undefined)
      if (folder === undefined) return
      // Somebody may still be making files in it.
      await onSpillDisk(under, () =>
        rm(folder.path, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }),
      )
      folder.forget()
    },
  }
}

interface MadeFolder {
  readonly path: string
  /** It need not be removed on exit any more. */
  readonly forget: () => void
}

async function makeFolder(under: string): Promise<MadeFolder> {
  const mark = await ownMark()
  await removeDeadFolders(under, mark)
  // mkdtemp makes it for its owner only.
  const path = await onSpillDisk(under, () => mkdtemp(join(under, spillFolderPrefix(mark))))
  return { path, forget: removeOnExit(path) }
}
