import type { QueryValue } from './query-value.ts'

/** A value as the text of one cell of a table: nothing for NULL, hexadecimal digits for bytes, JSON for what has parts. */
export function formatQueryValue(value: QueryValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return hexOf(value)
  return typeof value === 'object' ? queryValueJson(value) : String(value)
}

/**
 * A value as JSON. Integers keep all their digits, also those that are no safe numbers; bytes are hexadecimal digits; numbers that
 * JSON does not have are texts, such as `"NaN"`.
 */
export function queryValueJson(value: QueryValue): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value))
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof Uint8Array) return JSON.stringify(hexOf(value))
  if (isList(value)) return `[${value.map(queryValueJson).join(',')}]`
  const entries = Object.entries(value)
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${queryValueJson(part)}`).join(',')}}`
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function isList(
  value: readonly QueryValue[] | { readonly [name: string]: QueryValue },
): value is readonly QueryValue[] {
  return Array.isArray(value)
}
