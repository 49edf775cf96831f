type Numbers = Uint8Array | Uint32Array | Float64Array

/** An array that grows, and whose memory is used again once it is emptied: what is allocated and dropped costs more than all else. */
export class Growing<A extends Numbers> {
  /** What is behind `length` means nothing. Another array after {@link reserve}. */
  items: A
  length = 0
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A) {
    this.#make = make
    this.items = make(0)
  }

  /** Makes room for so many more. */
  reserve(more: number): A {
    const needed = this.length + more
    if (needed > this.items.length) {
      const grown = this.#make(Math.max(needed, this.items.length * 2))
      grown.set(this.items)
      this.items = grown
    }
    return this.items
  }

  append(items: A | readonly number[]): void {
    this.reserve(items.length).set(items, this.length)
    this.length += items.length
  }
}

export type GrowingBytes = Growing<Uint8Array>

export function growingBytes(): GrowingBytes {
  return new Growing((length) => new Uint8Array(length))
}
