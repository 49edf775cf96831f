import type { Counted } from './report-summary.ts'

/** Objects and bytes by number: the numbers of values, of spans, or of both at once. */
export class Tally {
  #objects = new Float64Array(64)
  #bytes = new Float64Array(64)

  /** A size of NaN is none. */
  add(number: number, size: number): void {
    if (number >= this.#objects.length) this.#grow(number)
    // oxlint-disable-next-line typescript/no-non-null-assertion -- both arrays reach to the number
    this.#objects[number]!++
    // Only NaN differs from itself.
    // oxlint-disable-next-line typescript/no-non-null-assertion -- as above
    if (size === size) this.#bytes[number]! += size
  }

  /** What was added under these numbers, all together; with bytes where the report lists sizes. */
  of(numbers: Iterable<number>, sized: boolean): Counted {
    let objects = 0
    let bytes = 0
    for (const number of numbers) {
      objects += this.#objects[number] ?? 0
      bytes += this.#bytes[number] ?? 0
    }
    return countedAs(objects, bytes, sized)
  }

  #grow(number: number): void {
    const length = 2 ** Math.ceil(Math.log2(number + 1))
    const objects = new Float64Array(length)
    const bytes = new Float64Array(length)
    objects.set(this.#objects)
    bytes.set(this.#bytes)
    this.#objects = objects
    this.#bytes = bytes
  }
}

/** Bytes only where sizes are known. */
export function countedAs(objects: number, bytes: number, sized: boolean): Counted {
  return sized ? { objects, bytes } : { objects }
}

/** What it weighs beside others: its bytes, or its objects where sizes are not known. */
export function weightOf({ objects, bytes }: Counted): number {
  return bytes ?? objects
}
