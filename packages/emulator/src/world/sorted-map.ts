/**
 * A map whose keys are read in the order of their UTF-8 bytes, as both services list. Sorting is put off until
 * somebody lists, so that a thousand puts cost one sort.
 */
export class SortedMap<Value> {
  readonly #values = new Map<string, Value>()
  #keys: string[] | undefined

  get size(): number {
    return this.#values.size
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) this.#keys = undefined
    this.#values.set(key, value)
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#keys = undefined
  }

  values(): Iterable<Value> {
    return this.#values.values()
  }

  /** All keys, in byte order. */
  keys(): readonly string[] {
    this.#keys ??= [...this.#values.keys()].toSorted(compareBytes)
    return this.#keys
  }

  /** The place in {@link keys} of the first key that is not before `key`. */
  indexFrom(key: string): number {
    const keys = this.keys()
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareBytes(keys[middle] ?? '', key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Orders two strings as their UTF-8 bytes are ordered; JavaScript's own order puts emoji before U+E000. */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above every other code unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
