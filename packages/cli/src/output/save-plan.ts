import { resolve } from 'node:path'

import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { savedPlan } from './saved-plan.ts'
import { isTaken, writeNewFile } from './write-new-file.ts'

/** Writes a plan to a new file, for `apply` to carry out. Rejects with `storage`. */
export async function savePlan(
  plan: Plan,
  file: string,
  { folder, now }: Pick<CommandContext, 'folder' | 'now'>,
): Promise<void> {
  const created = formatInstant(Math.floor(now().getTime() / 1000) * 1000)
  const text = `${JSON.stringify(savedPlan(plan, created), undefined, 2)}\n`
  try {
    await writeNewFile(resolve(folder, file), text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InventoryError(
      'storage',
      isTaken(error)
        ? `the plan was not saved: the file ${file} is there already; choose another with --out`
        : `the plan cannot be saved: ${reason}`,
      { cause: error },
    )
  }
}
