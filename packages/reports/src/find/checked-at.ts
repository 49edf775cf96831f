import { InventoryError } from '@bucket-inventory/core'

/** The time at which a report is looked for, `Infinity` for the newest. Rejects with `invalid-input` what is no time. */
export function checkedAt(at: number): number {
  if (at === Infinity || Math.abs(at) <= latest) return at
  throw new InventoryError(
    'invalid-input',
    `a report is found at a time in epoch milliseconds, not at ${at}`,
  )
}

// https://tc39.es/ecma262/#sec-time-values-and-time-range
const latest = 8.64e15
