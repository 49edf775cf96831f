import { InventoryError } from '@bucket-inventory/core'

/** The error of a file whose bytes are others than its manifest says. */
export function wrongMd5(key: string, actual: string, md5: string): InventoryError {
  return new InventoryError(
    'corrupt-report',
    `data file "${key}" has the MD5 ${actual}, not ${md5} as in its manifest`,
    { position: { file: key } },
  )
}
