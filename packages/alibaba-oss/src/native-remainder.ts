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

/** What stands in an element, given by its names from the outermost; `undefined` where nothing does. */
export function elementAt(
  remainder: NativeRemainder,
  [name, ...below]: readonly string[],
): Value | undefined {
  const value = name === undefined ? undefined : remainder[name]
  if (below.length === 0) return value
  return isRecord(value) ? elementAt(value, below) : undefined
}

function isRecord(value: Value | undefined): value is NativeRemainder {
  return typeof value === 'object' && !Array.isArray(value)
}
