import { InventoryError } from '@bucket-inventory/core'

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

// A century. What is much longer reaches back to where no calendar goes.
const longest = 36_525 * 86_400_000

/** Milliseconds, at most a century: `0`, `90s`, `15m`, `2h`, `1d`. Throws `invalid-input` that names the flag. */
export function parseDuration(text: string, flag: string): number {
  if (text === '0') return 0
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? []
  const milliseconds = Number(number) * (units[unit] ?? Number.NaN)
  if (number !== '' && Number.isSafeInteger(milliseconds) && milliseconds <= longest)
    return milliseconds
  throw new InventoryError(
    'invalid-input',
    `${flag} takes a time such as 90s, 15m, 2h, 1d or 0, not "${text}"`,
  )
}
