import type { Counted, PrefixCounts } from '../report/report-summary.ts'
import { countedAs } from '../report/tally.ts'

/** The prefixes of a summary by their text, but for the empty one. */
export interface ListedPrefixes {
  readonly counts: ReadonlyMap<string, Counted>
  /** Whether its counts are known exactly: those that are listed, and nothing where nothing above it was lumped together. */
  isExact(prefix: string): boolean
}

/** The prefixes of a tree, with `depth` delimiters at most. Those that read alike, as both are no UTF-8, count as one. */
export function listedPrefixes(root: PrefixCounts, depth: number): ListedPrefixes {
  const counts = new Map<string, Counted>()
  const partial = new Set<string>()
  const lumping = new Set<string>()
  const visit = (node: PrefixCounts, level: number): void => {
    const { prefix, objects, bytes } = node
    if (level > 0) {
      const known = counts.get(prefix)
      counts.set(
        prefix,
        countedAs(
          objects + (known?.objects ?? 0),
          (bytes ?? 0) + (known?.bytes ?? 0),
          bytes !== undefined,
        ),
      )
    }
    if (node.atLeast === true) partial.add(prefix)
    if (node.others !== undefined) lumping.add(prefix)
    if (level < depth) for (const child of node.children ?? []) visit(child, level + 1)
  }
  visit(root, 0)
  return {
    counts,
    isExact(prefix) {
      if (counts.has(prefix)) return !partial.has(prefix)
      let above = parentOf(prefix)
      while (above !== '' && !counts.has(above)) above = parentOf(above)
      return !lumping.has(above)
    },
  }
}

function parentOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1)
}
