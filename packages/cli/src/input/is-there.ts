import { access } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { CommandContext } from '../command.ts'

/** Whether there is a file of this name. */
export async function isThere(
  file: string,
  { folder }: Pick<CommandContext, 'folder'>,
): Promise<boolean> {
  try {
    await access(resolve(folder, file))
    return true
  } catch {
    return false
  }
}
