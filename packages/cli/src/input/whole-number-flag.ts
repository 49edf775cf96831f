import { InventoryError } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'

/** A whole number from 1 that a flag says, `undefined` where it is not given. Throws `invalid-input`. */
export function wholeNumberFlag(call: CommandCall, flag: string): number | undefined {
  const text = valueOf(call, flag)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InventoryError('invalid-input', `--${flag} takes a whole number from 1, not "${text}"`)
}
