import { parseInstant } from '@bucket-inventory/core'

// No inventory is older, and what is later was read in the wrong unit.
const earliest = Date.UTC(2010, 0)
const latest = Date.UTC(2100, 0)

/**
 * Epoch milliseconds of a time in a manifest, a number or its digits, of units of so many milliseconds; `undefined` where it
 * is none, or too far off to be one in this unit.
 */
export function manifestTime(value: unknown, unit: number): number | undefined {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d{1,16}$/.test(value))) {
    return undefined
  }
  const time = Number(value) * unit
  return Number.isSafeInteger(time) && time >= earliest && time < latest ? time : undefined
}

/** Epoch milliseconds of a folder named `2026-11-20T01-00Z` or, to the second, `2026-11-20T01-0030Z`. */
export function folderTime(name: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})(\d{2})?Z$/.exec(name)
  if (match === null) return undefined
  const [, hour, minute, second = '00'] = match
  return parseInstant(`${hour}:${minute}:${second}Z`)
}
