import type { SelectedBuckets } from '@bucket-inventory/client'
import { InventoryError } from '@bucket-inventory/core'
import type { BucketSelector } from '@bucket-inventory/core'

import { agreed } from '../apply/agreed.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import { printable } from '../output/printable.ts'
import { countInWords } from '../output/quantities.ts'

/** More than this nobody selects without knowing it. */
const many = 2000

/**
 * Asks where selectors select more buckets than a person may have meant, but for `--yes`. Rejects with `invalid-input` that
 * says how many where nobody agrees, or can be asked.
 */
export async function confirmSelected(
  selected: readonly SelectedBuckets[],
  call: CommandCall,
  { ask, messages }: Pick<CommandContext, 'ask' | 'messages'>,
): Promise<void> {
  const total = selected.reduce((sum, { buckets }) => sum + buckets, 0)
  if (total <= many || call.switches.includes('yes')) return
  for (const { selector, path, buckets } of selected) {
    messages.write(
      `${printable(path)} selects ${countInWords(buckets)} buckets: ${printable(selectorInWords(selector))}\n`,
    )
  }
  const count = countInWords(total)
  if (ask === undefined || call.arguments.includes('-')) {
    throw new InventoryError(
      'invalid-input',
      `the declaration selects ${count} buckets, and nobody can be asked here whether they are meant; add --yes`,
    )
  }
  if (agreed(await ask(`Go on with ${count} buckets? [y/N] `))) return
  throw new InventoryError(
    'limit-exceeded',
    `nothing was looked at: ${count} buckets are more than are meant`,
  )
}

function selectorInWords({
  connection,
  name = '*',
  except = [],
  tags = {},
}: BucketSelector): string {
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`)
  return [
    `names ${name} of ${connection}`,
    ...(except.length === 0 ? [] : [`but ${except.join(', ')}`]),
    ...(pairs.length === 0 ? [] : [`tagged ${pairs.join(', ')}`]),
  ].join(', ')
}
