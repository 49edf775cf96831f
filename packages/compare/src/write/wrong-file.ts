import { InventoryError } from '@bucket-inventory/core'
import type * as z from 'zod'

/** A file of ours that is not as we write it, as `invalid-input`. `error`: what is wrong with its members, all at once. */
export function wrongFile(
  file: string,
  what: string,
  {
    line,
    error,
    cause,
  }: { readonly line?: number; readonly error?: z.ZodError; readonly cause?: unknown } = {},
): InventoryError {
  const problems = (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }))
  const where = line === undefined ? file : `${file}, line ${line},`
  const list = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const message = list.length === 0 ? `${where} ${what}` : `${where} ${what}: ${list.join('; ')}`
  return new InventoryError('invalid-input', message, {
    problems,
    position: line === undefined ? { file } : { file, line },
    ...(cause === undefined ? {} : { cause }),
  })
}
