import type { UnreadableInventory } from '@bucket-inventory/client'
import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { painter } from './colour.ts'
import { inventoryName } from './inventory-name.ts'
import { printable } from './printable.ts'
import { renderError } from './render-error.ts'

type Says = Pick<CommandContext, 'messages' | 'colour'>

/** Says what was taken for granted, each once. */
export function sayAssumptions(
  documents: readonly AccessDocument[],
  { messages, colour }: Says,
): void {
  const word = painter(colour)('yellow', 'assumed')
  for (const assumption of new Set(documents.flatMap(({ assumptions }) => assumptions))) {
    messages.write(`${word}: ${printable(assumption)}\n`)
  }
}

/** Says of which inventories nothing can be said, and why. */
export function sayUnreadable(
  unreadable: readonly UnreadableInventory[],
  { messages, colour }: Says,
): void {
  const paint = painter(colour)
  for (const { location, id, error } of unreadable) {
    const place = inventoryName(formatLocation(location), id)
    const { code, message, findings, service } = error
    const named = new InventoryError(code, `${place}: ${message}`, {
      findings,
      ...(service === undefined ? {} : { service }),
    })
    messages.write(renderError(named, paint))
  }
}
