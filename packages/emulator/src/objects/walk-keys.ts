import { compareBytes } from '../world/sorted-map.ts'
import type { SortedMap } from '../world/sorted-map.ts'

/** Where a listing starts, and how it folds keys together. */
export interface KeyWalk {
  readonly prefix: string
  /** Keys that hold it after the prefix are folded into one common prefix. Empty: none. */
  readonly delimiter: string
  /** Start after this key, or after what is folded under it. */
  readonly after: string
  /** Start with that key, not after it. */
  readonly inclusive?: boolean
}

export type KeyEntry<Value> =
  | { readonly type: 'key'; readonly name: string; readonly value: Value }
  | { readonly type: 'common-prefix'; readonly name: string }

/** Keys and common prefixes, in order, as far as somebody reads on. */
export function* walkKeys<Value>(
  map: SortedMap<Value>,
  { prefix, delimiter, after, inclusive = false }: KeyWalk,
  isListed: (value: Value) => boolean,
): Generator<KeyEntry<Value>> {
  const keys = map.keys()
  let index = map.indexFrom(compareBytes(prefix, after) > 0 ? prefix : after)
  let folded: string | undefined
  for (; index < keys.length; index += 1) {
    const name = keys[index] ?? ''
    const value = map.get(name)
    if (!name.startsWith(prefix)) return
    if (folded !== undefined && name.startsWith(folded)) continue
    if (value === undefined || !isListed(value) || (name === after && !inclusive)) continue
    const end = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
    if (end === -1) {
      yield { type: 'key', name, value }
      continue
    }
    folded = name.slice(0, end + delimiter.length)
    // A page that ended with this common prefix went on after it.
    if (compareBytes(folded, after) > 0) yield { type: 'common-prefix', name: folded }
  }
}
