/**
 * A value of an answer, as plain JavaScript. `null` is NULL. Integers are numbers where they are safe, else bigints, whatever
 * their type, so that `sum(size)` is exact. Exact decimals are text, as are dates, times and intervals; instants are ISO 8601, in UTC
 * with a `Z` behind them where their type has a time zone. A STRUCT is an object, a list an array, a MAP an array of its entries.
 */
export type QueryValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly QueryValue[]
  | { readonly [name: string]: QueryValue }
