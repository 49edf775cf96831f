/* oxlint-disable typescript/no-non-null-assertion -- nodes are below the count */

import type { PrefixNodes } from './prefix-nodes.ts'
import type { PrefixCounts } from './report-summary.ts'
import { countedAs } from './tally.ts'

/** What is below a prefix, while it is put together. */
interface Branch {
  readonly text: Buffer
  readonly children: Branch[]
  objects: number
  bytes: number
  counts: PrefixCounts
}

/** The counts of all prefixes as a tree, largest first. */
export function prefixTree(nodes: PrefixNodes, sized: boolean): PrefixCounts {
  const branches: Branch[] = []
  for (let node = 0; node < nodes.count; node++) {
    branches.push({
      text: Buffer.from(nodes.text(node)),
      children: [],
      objects: nodes.objects[node]! + nodes.lumpedObjects[node]!,
      bytes: nodes.bytes[node]! + nodes.lumpedBytes[node]!,
      counts: { prefix: '', objects: 0 },
    })
  }
  // Children come after their parents, so they are complete first.
  for (let node = nodes.count - 1; node >= 0; node--) {
    const branch = branches[node]!
    branch.counts = countsOf(branch, nodes, node, sized)
    const parent = branches[nodes.parents[node]!]
    if (parent === undefined) continue
    parent.objects += branch.objects
    parent.bytes += branch.bytes
    parent.children.push(branch)
  }
  return branches[0]!.counts
}

function countsOf(branch: Branch, nodes: PrefixNodes, node: number, sized: boolean): PrefixCounts {
  const { text, children, objects, bytes } = branch
  const prefixes = nodes.lumpedPrefixes[node]!
  const sorted = children.toSorted(
    (one, other) =>
      other.bytes - one.bytes ||
      other.objects - one.objects ||
      Buffer.compare(one.text, other.text),
  )
  return {
    prefix: text.toString('utf8'),
    ...countedAs(objects, bytes, sized),
    ...(nodes.partial[node] === 1 ? { atLeast: true } : {}),
    ...(sorted.length === 0 ? {} : { children: sorted.map(({ counts }) => counts) }),
    ...(prefixes === 0
      ? {}
      : {
          others: {
            prefixes,
            ...countedAs(nodes.lumpedObjects[node]!, nodes.lumpedBytes[node]!, sized),
          },
        }),
  }
}
