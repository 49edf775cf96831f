/* oxlint-disable typescript/no-non-null-assertion -- rows are below their number, and bytes below their ends */

import { emptyHash, nextHash, PrefixNodes } from './prefix-nodes.ts'
import type { TextBytes } from './text-bytes.ts'
import { trimPrefixes } from './trim-prefixes.ts'

const slash = 0x2f

export interface PrefixTableOptions {
  /** Delimiters in the longest prefix that is counted. */
  readonly depth: number
  /** Prefixes that are kept while counting; where there are more the smallest half is lumped together. 2 at least. */
  readonly capacity: number
  /** Whether small means few bytes, else few objects. */
  readonly sized: boolean
}

/** Counts objects by prefix in bounded memory, by the bytes of their keys: no string is made. */
export class PrefixTable {
  readonly #options: PrefixTableOptions
  #nodes = new PrefixNodes()
  /** Hashes of prefixes that were lumped together: one that comes again is only a part. */
  #lumped: Uint8Array | undefined
  /** The node of the row before: neighbours share it as a rule. */
  #last = 0

  constructor(options: PrefixTableOptions) {
    this.#options = options
  }

  /** Counts the rows that are not marked in `left`. A size of NaN is none. */
  add({ bytes, ends }: TextBytes, sizes: Float64Array, left: Uint8Array | undefined): void {
    let start = 0
    for (let row = 0; row < ends.length; row++) {
      const end = ends[row]!
      if (left?.[row] !== 1) {
        const node = this.#nodeOf(bytes, start, end)
        const size = sizes[row]!
        const nodes = this.#nodes
        nodes.objects[node]!++
        if (size === size) nodes.bytes[node]! += size
      }
      start = end
    }
  }

  /** The nodes, the smallest lumped together until there are no more than so many. */
  nodes(limit: number): PrefixNodes {
    if (this.#nodes.count > limit) this.#trim(limit, 0)
    return this.#nodes
  }

  /** The node of the longest prefix of this key that is counted. */
  #nodeOf(bytes: Uint8Array, start: number, end: number): number {
    const { depth } = this.#options
    const nodes = this.#nodes
    const last = this.#last
    if (nodes.depths[last] === depth && nodes.begins(last, bytes, start, end)) return last
    let hash = emptyHash
    let prefixHash = emptyHash
    let prefixEnd = start
    let found = 0
    for (let at = start; at < end && found < depth; at++) {
      const byte = bytes[at]!
      hash = nextHash(hash, byte)
      if (byte !== slash) continue
      found++
      prefixHash = hash
      prefixEnd = at + 1
    }
    const known = nodes.find(bytes, start, prefixEnd, prefixHash)
    this.#last = known === -1 ? this.#add(bytes, start, prefixEnd) : known
    return this.#last
  }

  /** Adds a prefix and those above it. */
  #add(bytes: Uint8Array, start: number, end: number): number {
    const nodes = this.#nodes
    let node = 0
    let hash = emptyHash
    for (let at = start; at < end; at++) {
      hash = nextHash(hash, bytes[at]!)
      if (bytes[at] !== slash) continue
      const known = nodes.find(bytes, start, at + 1, hash)
      node = known === -1 ? nodes.add(bytes, start, at + 1, hash, node) : known
      if (known === -1 && this.#wasLumped(hash)) nodes.partial[node] = 1
    }
    return nodes.count < this.#options.capacity
      ? node
      : this.#trim(this.#options.capacity / 2, node)
  }

  /** Gives the number that the current node has then. */
  #trim(limit: number, current: number): number {
    const { sized } = this.#options
    const trimmed = trimPrefixes(this.#nodes, { limit, current, sized })
    this.#lumped ??= new Uint8Array(2 ** 21)
    for (const hash of trimmed.lumped)
      this.#lumped[(hash >>> 3) & (2 ** 21 - 1)]! |= 1 << (hash & 7)
    this.#nodes = trimmed.nodes
    return trimmed.current
  }

  #wasLumped(hash: number): boolean {
    if (this.#lumped === undefined) return false
    return ((this.#lumped[(hash >>> 3) & (2 ** 21 - 1)]! >> (hash & 7)) & 1) === 1
  }
}
