import { InventoryError } from '@bucket-inventory/core'
import type { Problem } from '@bucket-inventory/core'

type Refused = 'invalid-input' | 'invalid-configuration'

/** Throws {@link refusal} if there is any problem. */
export function refuse(code: Refused, problems: readonly Problem[]): void {
  const [first, ...others] = problems
  if (first !== undefined) throw refusal(code, [first, ...others])
}

/** An error that says the first problem and how many more there are, and has all of them beside it. */
export function refusal(
  code: Refused,
  problems: readonly [Problem, ...(readonly Problem[])],
): InventoryError {
  const [{ path, message }, ...others] = problems
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return new InventoryError(code, `${path}: ${message}${more}`, { problems })
}
