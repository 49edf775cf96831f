import { randomBytes } from 'node:crypto'
import { open, realpath, rename, stat, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { syncFolder } from './write-new-file.ts'

/** A file that is being written. */
export interface FileInMaking {
  /** Resolves when it is written; what it is given may be used again then. */
  readonly write: (data: string | Uint8Array) => Promise<void>
}

/**
 * Writes a file that is there whole or not at all: under another name beside it, which becomes its own when `fill` resolves
 * and it is on the disk. Where there is a file of the name already, that stays until then. Rejects with what `fill` rejects
 * with, and with `storage`; then nothing is left behind.
 */
export async function writeWhole<Result>(
  name: string,
  fill: (file: FileInMaking) => Promise<Result>,
  { folder }: Pick<CommandContext, 'folder'>,
): Promise<Result> {
  const attempt = <Done>(step: () => Promise<Done>) =>
    step().catch((cause: unknown) => {
      throw unwritable(name, cause)
    })
  const path = await attempt(() => targetOf(name, folder))
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
  const file = await attempt(() => open(partial, 'wx'))
  try {
    const result = await fill({ write: (data) => attempt(() => writeAll(file, data)) })
    await attempt(async () => {
      await file.sync()
      await file.close()
      await rename(partial, path)
      await syncFolder(dirname(path))
    })
    return result
  } catch (error) {
    await file.close().catch(() => undefined)
    await unlink(partial).catch(() => undefined)
    throw error
  }
}

/** Where a link leads, if it is one. A pipe or device would be replaced by a file of its name. */
async function targetOf(name: string, folder: string): Promise<string> {
  const path = resolve(folder, name)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return path
  if (found.isFile()) return realpath(path)
  throw new InventoryError('invalid-input', `${name} is no file; leave out --out and redirect`)
}

async function writeAll(file: FileHandle, data: string | Uint8Array): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written)
    written += bytesWritten
  }
}

function unwritable(name: string, cause: unknown): unknown {
  if (isInventoryError(cause)) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new InventoryError('storage', `${name} cannot be written: ${reason}`, { cause })
}
