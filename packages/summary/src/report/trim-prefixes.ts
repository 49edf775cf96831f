/* oxlint-disable typescript/no-non-null-assertion -- nodes are below the count */

import { PrefixNodes } from './prefix-nodes.ts'

export interface TrimOptions {
  /** How many to keep, more or less the path to the current one. */
  readonly limit: number
  /** A node that is kept, with those above it. */
  readonly current: number
  readonly sized: boolean
}

export interface TrimmedPrefixes {
  readonly nodes: PrefixNodes
  /** Hashes of the prefixes that were lumped together. */
  readonly lumped: readonly number[]
  /** The current node's new number. */
  readonly current: number
}

/** Keeps the largest prefixes; each of the others goes to those lumped together in the nearest one above it that is kept. */
export function trimPrefixes(nodes: PrefixNodes, options: TrimOptions): TrimmedPrefixes {
  const { limit, current } = options
  const weights = weightsOf(nodes, options.sized)
  for (let node = current; node !== -1; node = nodes.parents[node]!) weights[node] = Infinity
  const kept = new PrefixNodes()
  const numbers = new Int32Array(nodes.count)
  const lumped: number[] = []
  const keeps = heaviest(nodes, weights, limit)
  // Parents come before their children.
  for (let node = 0; node < nodes.count; node++) {
    const parent = node === 0 ? -1 : numbers[nodes.parents[node]!]!
    if (!keeps(node)) {
      numbers[node] = parent
      lumped.push(nodes.hashes[node]!)
      // Prefixes below one that is lumped are a part of it.
      if (keeps(nodes.parents[node]!)) kept.lumpedPrefixes[parent]!++
      kept.lumpedObjects[parent]! += nodes.objects[node]! + nodes.lumpedObjects[node]!
      kept.lumpedBytes[parent]! += nodes.bytes[node]! + nodes.lumpedBytes[node]!
      continue
    }
    const text = nodes.text(node)
    const number = node === 0 ? 0 : kept.add(text, 0, text.length, nodes.hashes[node]!, parent)
    numbers[node] = number
    kept.objects[number] = nodes.objects[node]!
    kept.bytes[number] = nodes.bytes[node]!
    kept.lumpedPrefixes[number]! += nodes.lumpedPrefixes[node]!
    kept.lumpedObjects[number]! += nodes.lumpedObjects[node]!
    kept.lumpedBytes[number]! += nodes.lumpedBytes[node]!
    kept.partial[number] = nodes.partial[node]!
  }
  return { nodes: kept, lumped, current: numbers[current]! }
}

/** Bytes of everything below each prefix, or objects. */
function weightsOf(nodes: PrefixNodes, sized: boolean): Float64Array {
  const own = sized ? nodes.bytes : nodes.objects
  const lumped = sized ? nodes.lumpedBytes : nodes.lumpedObjects
  const weights = new Float64Array(nodes.count)
  for (let node = nodes.count - 1; node >= 0; node--) {
    weights[node]! += own[node]! + lumped[node]!
    if (node > 0) weights[nodes.parents[node]!]! += weights[node]!
  }
  return weights
}

/** Of equal ones the shorter, then the earlier: what is above one that is kept weighs no less, and so is kept. */
function heaviest(
  nodes: PrefixNodes,
  weights: Float64Array,
  limit: number,
): (node: number) => boolean {
  const sorted = weights.toSorted()
  const least = sorted[Math.max(0, sorted.length - Math.max(1, limit))] ?? 0
  const equal: number[] = []
  let heavier = 0
  for (const [node, weight] of weights.entries()) {
    if (weight > least) heavier++
    else if (weight === least) equal.push(node)
  }
  equal.sort((one, other) => nodes.depths[one]! - nodes.depths[other]! || one - other)
  const others = new Set(equal.slice(0, Math.max(0, limit - heavier)))
  return (node) => weights[node]! > least || others.has(node)
}
