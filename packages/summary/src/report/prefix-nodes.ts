/* oxlint-disable typescript/no-non-null-assertion -- nodes are below the count, and bytes below their ends */

/** The prefixes that are counted, by their bytes. Node 0 is the empty one. */
export class PrefixNodes {
  count = 0
  parents = new Int32Array(64)
  /** Delimiters in it. */
  depths = new Uint32Array(64)
  hashes = new Int32Array(64)
  /** Of the objects that have no longer prefix. */
  objects = new Float64Array(64)
  bytes = new Float64Array(64)
  /** What was lumped together below it. */
  lumpedPrefixes = new Float64Array(64)
  lumpedObjects = new Float64Array(64)
  lumpedBytes = new Float64Array(64)
  /** 1 where some of it may have been lumped before. */
  partial = new Uint8Array(64)
  #ends = new Uint32Array(64)
  #pool = new Uint8Array(1024)
  #slots = new Int32Array(256).fill(-1)

  constructor() {
    this.add(new Uint8Array(), 0, 0, emptyHash, -1)
  }

  /** The node of these bytes, else -1. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = this.#slots[slot]!
      if (node === -1) return -1
      if (this.hashes[node] === hash && this.isText(node, bytes, start, end)) return node
    }
  }

  /** Adds what {@link find} did not find. */
  add(bytes: Uint8Array, start: number, end: number, hash: number, parent: number): number {
    const node = this.count++
    if (node >= this.parents.length) this.#grow()
    this.#keep(node, bytes.subarray(start, end))
    this.parents[node] = parent
    this.depths[node] = parent === -1 ? 0 : this.depths[parent]! + 1
    this.hashes[node] = hash
    if (this.count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2)
    else this.#place(node)
    return node
  }

  /** The bytes of the prefix; valid until the next is added. */
  text(node: number): Uint8Array {
    return this.#pool.subarray(node === 0 ? 0 : this.#ends[node - 1]!, this.#ends[node])
  }

  /** Whether the bytes are those of the prefix. */
  isText(node: number, bytes: Uint8Array, start: number, end: number): boolean {
    return end - start === this.lengthOf(node) && this.begins(node, bytes, start, end)
  }

  /** Whether the bytes begin with the prefix. */
  begins(node: number, bytes: Uint8Array, start: number, end: number): boolean {
    const pool = this.#pool
    const from = node === 0 ? 0 : this.#ends[node - 1]!
    const length = this.#ends[node]! - from
    if (end - start < length) return false
    // From the end, where neighbours differ.
    for (let at = length - 1; at >= 0; at--) if (pool[from + at] !== bytes[start + at]) return false
    return true
  }

  lengthOf(node: number): number {
    return this.#ends[node]! - (node === 0 ? 0 : this.#ends[node - 1]!)
  }

  #keep(node: number, text: Uint8Array): void {
    const start = node === 0 ? 0 : this.#ends[node - 1]!
    const end = start + text.length
    if (end > this.#pool.length) {
      const pool = new Uint8Array(Math.max(end, this.#pool.length * 2))
      pool.set(this.#pool)
      this.#pool = pool
    }
    this.#pool.set(text, start)
    this.#ends[node] = end
  }

  #place(node: number): void {
    const mask = this.#slots.length - 1
    let slot = this.hashes[node]! & mask
    while (this.#slots[slot] !== -1) slot = (slot + 1) & mask
    this.#slots[slot] = node
  }

  #rehash(length: number): void {
    this.#slots = new Int32Array(length).fill(-1)
    for (let node = 0; node < this.count; node++) this.#place(node)
  }

  #grow(): void {
    const length = this.parents.length * 2
    this.parents = larger(this.parents, new Int32Array(length))
    this.depths = larger(this.depths, new Uint32Array(length))
    this.hashes = larger(this.hashes, new Int32Array(length))
    this.objects = larger(this.objects, new Float64Array(length))
    this.bytes = larger(this.bytes, new Float64Array(length))
    this.lumpedPrefixes = larger(this.lumpedPrefixes, new Float64Array(length))
    this.lumpedObjects = larger(this.lumpedObjects, new Float64Array(length))
    this.lumpedBytes = larger(this.lumpedBytes, new Float64Array(length))
    this.partial = larger(this.partial, new Uint8Array(length))
    this.#ends = larger(this.#ends, new Uint32Array(length))
  }
}

function larger<A extends Numbers>(array: A, grown: A): A {
  grown.set(array)
  return grown
}

type Numbers = Int32Array | Uint32Array | Float64Array | Uint8Array

/** FNV-1a of nothing; {@link nextHash} adds a byte. */
export const emptyHash = 0x811c9dc5 | 0

export function nextHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 16_777_619)
}
