import { resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { isTaken, writeNewFile } from './write-new-file.ts'

/** Writes inputs to a new file. Resolves to whether it did: one that is there already stays as it is. Rejects with `storage`. */
export async function saveInputs(
  text: string,
  file: string,
  { folder }: Pick<CommandContext, 'folder'>,
): Promise<boolean> {
  try {
    await writeNewFile(resolve(folder, file), text)
    return true
  } catch (error) {
    if (isTaken(error)) return false
    const reason = error instanceof Error ? error.message : String(error)
    throw new InventoryError('storage', `the inputs cannot be written to ${file}: ${reason}`, {
      cause: error,
    })
  }
}
