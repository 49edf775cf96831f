import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { removeOnExit } from '../spill/remove-on-exit.ts'
import type { ByteSink } from './parquet-table.ts'

/** A folder that is being written. */
export interface FolderInMaking {
  /** Writes a file of it, which is on the disk when this resolves. Rejects with what `fill` rejects with, and with `storage`. */
  file<Result>(name: string, fill: (sink: ByteSink) => Promise<Result>): Promise<Result>
}

/**
 * Writes a folder that is there whole or not at all: under another name beside it, which becomes its own when `fill` resolves
 * and all is on the disk. Rejects with `already-exists` where something is there, but for an empty folder; with `storage`;
 * and with what `fill` rejects with. Then nothing is left behind.
 */
export async function writeWholeFolder<Result>(
  name: string,
  fill: (folder: FolderInMaking) => Promise<Result>,
): Promise<Result> {
  const attempt = <Done>(step: () => Promise<Done>) =>
    step().catch((cause: unknown) => {
      throw unwritable(name, cause)
    })
  const path = await attempt(() => targetOf(name))
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
  await attempt(() => mkdir(partial))
  const forget = removeOnExit(partial)
  try {
    const result = await fill({
      file: async (fileName, fillFile) => {
        const file = await attempt(() => open(join(partial, fileName), 'wx'))
        try {
          const filled = await fillFile({
            write: (bytes) => attempt(() => file.writeFile(bytes)),
          })
          await attempt(() => file.sync())
          return filled
        } finally {
          await file.close()
        }
      },
    })
    await attempt(async () => {
      await syncFolder(partial)
      // Where somebody made one meanwhile, it is only taken if it is empty.
      await rename(partial, path)
      await syncFolder(dirname(path))
    })
    return result
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined)
    throw error
  } finally {
    forget()
  }
}

/** Where a link leads, if it is one. */
async function targetOf(name: string): Promise<string> {
  const path = resolve(name)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return path
  if (!found.isDirectory()) throw taken(name, 'is no folder')
  if ((await readdir(path)).length > 0) throw taken(name, 'is not empty')
  return realpath(path)
}

/** Puts what a folder lists on the disk. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and needs none of this.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function taken(name: string, why: string): InventoryError {
  return new InventoryError(
    'already-exists',
    `"${name}" is there already, and ${why}: name a folder that is not there yet`,
  )
}

function unwritable(name: string, cause: unknown): unknown {
  if (isInventoryError(cause)) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOTEMPTY' || code === 'EEXIST') return taken(name, 'is not empty')
  const why = cause instanceof Error ? cause.message : String(cause)
  return new InventoryError('storage', `"${name}" cannot be written: ${why}`, { cause })
}
