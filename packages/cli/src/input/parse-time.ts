import { InventoryError, parseInstant } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'

/** Epoch milliseconds of a time that a person gave. Throws `invalid-input` that names the flag. */
export function parseTime(text: string, flag: string): number {
  const time = parseInstant(text)
  if (time !== undefined) return time
  throw new InventoryError(
    'invalid-input',
    `${flag} takes a time with its offset, such as 2026-11-20T01:00:00Z, not "${text}"`,
  )
}

/** The time that a flag says, `undefined` where it is not given. Throws `invalid-input`. */
export function timeFlag(call: CommandCall, flag: string): number | undefined {
  const text = valueOf(call, flag)
  return text === undefined ? undefined : parseTime(text, `--${flag}`)
}
