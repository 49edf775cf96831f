import { InventoryError } from '@bucket-inventory/core'

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/** Bytes: `1048576`, `10MB`, `1.5 GiB`. Throws `invalid-input` that names the flag. */
export function parseSize(text: string, flag: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/.exec(text) ?? []
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined
  const bytes = number === '' || factor === undefined ? Number.NaN : Number(number) * factor
  if (Number.isSafeInteger(bytes)) return bytes
  throw new InventoryError(
    'invalid-input',
    `${flag} takes a whole number of bytes, such as 1048576, 10MB or 1.5GiB, not "${text}"`,
  )
}
