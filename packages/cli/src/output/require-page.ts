import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'

/**
 * Refuses a page that could not be written, before the work whose outcome it shows. `made`: a folder that this work makes.
 * Rejects with `invalid-input`.
 */
export async function requirePage(
  page: string,
  { folder }: Pick<CommandContext, 'folder'>,
  made?: string,
): Promise<void> {
  const path = resolve(folder, page)
  const makes = made === undefined ? undefined : resolve(folder, made)
  if (path === makes) {
    throw new InventoryError('invalid-input', `--html and --out are both "${page}": name a file`)
  }
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isFile()) {
    throw new InventoryError(
      'invalid-input',
      `--html takes a file, such as ${basename(path)}.html, and "${page}" is none`,
    )
  }
  const parent = dirname(path)
  if (found !== undefined || parent === makes) return
  const isFolder = (await stat(parent).catch(() => undefined))?.isDirectory() ?? false
  if (!isFolder) {
    throw new InventoryError(
      'invalid-input',
      `--html: the folder of "${page}" is not there: make it first`,
    )
  }
}
