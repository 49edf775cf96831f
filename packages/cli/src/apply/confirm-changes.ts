import { InventoryError } from '@bucket-inventory/core'

import type { CommandCall, CommandContext } from '../command.ts'
import { agreed } from './agreed.ts'

/**
 * Whether the person wants the changes. Throws `invalid-input` that says to add `--yes` where nobody can be asked: no
 * terminal, or a file that is read from standard input.
 */
export async function confirmChanges(
  count: number,
  call: CommandCall,
  { ask }: Pick<CommandContext, 'ask'>,
): Promise<boolean> {
  if (call.switches.includes('yes')) return true
  if (ask === undefined || call.arguments.includes('-')) {
    throw new InventoryError(
      'invalid-input',
      `nothing was changed: nobody can be asked here whether to apply ${inWords(count)}; add --yes`,
    )
  }
  const answer = await ask(
    `Apply ${count === 1 ? 'this change' : `these ${count} changes`}? [y/N] `,
  )
  return agreed(answer)
}

function inWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}
