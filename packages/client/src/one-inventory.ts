import { formatLocation, InventoryError, parsePlace } from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'

/** Which inventory the arguments of a call name: its id is one of them, or part of the text. Throws `invalid-input`. */
export function oneInventory<Settings extends object>(
  place: string | Location,
  second: string | Settings | undefined,
  third: Settings | undefined,
): { location: string | Location; id: string; settings: Settings | undefined } {
  if (typeof second === 'string') return { location: place, id: second, settings: third }
  const parsed = typeof place === 'string' ? parsePlace(place) : undefined
  if (parsed?.kind === 'inventory') return { ...parsed, settings: second }
  const text = typeof place === 'string' ? place : formatLocation(place)
  throw new InventoryError(
    'invalid-input',
    `"${text}" names no inventory: add its id, as in s3://photos#daily`,
  )
}
