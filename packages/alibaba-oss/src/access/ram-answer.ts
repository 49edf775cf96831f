import { InventoryError, isInventoryError } from '@bucket-inventory/core'

/** What was asked for; `undefined` where RAM says that there is none. */
export async function ifThere(answer: Promise<unknown>, missing: string): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (isInventoryError(error) && error.service?.code === missing) return undefined
    throw error
  }
}

/** A text of an answer that must have one. */
export function textAt(about: string, value: unknown, key: string): string {
  const found = valueAt(value, key)
  if (typeof found === 'string' && found !== '') return found
  throw notOfRam(about)
}

/** The error for an answer that is not one of RAM. */
export function notOfRam(about: string): InventoryError {
  return new InventoryError('protocol', `${about}: the answer is none of RAM`)
}

export function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
