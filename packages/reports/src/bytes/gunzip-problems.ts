import { InventoryError } from '@bucket-inventory/core'

/** The error of what is no gzip data, or is cut off, at a byte of what was compressed. */
export function corruptGzip(
  file: string,
  byte: number,
  cause: { readonly code?: string | undefined; readonly message: string },
): InventoryError {
  const message =
    cause.code === 'Z_BUF_ERROR'
      ? `data file "${file}" is cut off: its gzip data ends within a member, at byte ${byte}`
      : `data file "${file}" is no gzip data at byte ${byte} or soon after: ${cause.message}`
  return new InventoryError('corrupt-report', message, { cause, position: { file, byte } })
}

/** The error of what goes on behind its last member. */
export function trailingBytes(file: string, byte: number): InventoryError {
  return new InventoryError(
    'corrupt-report',
    `data file "${file}" goes on after the end of its gzip data, at byte ${byte}`,
    { position: { file, byte } },
  )
}
