import type { NativeRemainder } from '@bucket-inventory/core'

type Value = NativeRemainder[string]

/** A copy of the remainder with this text in an element, given by its names from the outermost. */
export function withElement(
  remainder: NativeRemainder,
  [name, ...below]: readonly string[],
  text: string,
): NativeRemainder {
  if (name === undefined) return remainder
  const value = remainder[name]
  const child = below.length === 0 ? text : withElement(isRecord(value) ? value : {}, below, text)
  return { ...remainder, [name]: child }
}

/** Whether a value of a remainder is an element with members. */
export function isRecord(value: Value | undefined): value is NativeRemainder {
  return typeof value === 'object' && !Array.isArray(value)
}
