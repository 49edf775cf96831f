import type { Counted, PrefixCounts } from '../report/report-summary.ts'
import { directlyBelow, lumpedChildren } from '../report/rest-of-prefixes.ts'
import { weightOf } from '../report/tally.ts'
import { counted } from '../words/quantities.ts'
import { shortened } from '../words/shortened.ts'

/** One prefix as a treemap of what is below it. */
export interface TreemapLevel {
  /** `p0`, `p1`, ... The first is that of everything. */
  readonly id: string
  readonly node: PrefixCounts
  /** The levels that lead here, from the first. */
  readonly path: readonly TreemapLevel[]
  readonly parts: readonly TreemapPart[]
}

/** A tile: a prefix, or what is not listed by itself. */
export interface TreemapPart {
  readonly label: string
  readonly counts: Counted
  readonly kind: 'prefix' | 'rest'
  /** The level of this prefix, if it has one. */
  readonly level?: string
  /** There may be more. */
  readonly atLeast?: true
  /** What is below it, for a look ahead. */
  readonly inside: readonly InnerPart[]
}

export interface InnerPart {
  readonly label: string
  readonly weight: number
  /** Of all that is not the largest. */
  readonly isRest: boolean
}

/** Tiles of a level. More cannot be told apart. */
const most = 36

/** Tiles within a tile. */
const mostInside = 14

/** Markup of a tile in two plots and a table, but for its label; and of a tile within. */
const costOfPart = 700
const costOfInside = 160

/** Letters of the name of a prefix that are shown. */
export const longestLabel = 120

/** The levels of a tree whose markup is about so many bytes together: those of the largest prefixes. */
export function treemapLevels(root: PrefixCounts, budget: number): TreemapLevel[] {
  const drafts: Draft[] = [{ id: 'p0', node: root, path: [], ids: new Map() }]
  let cost = costOf(root)
  const waiting = candidates(root, drafts[0])
  while (waiting.length > 0) {
    waiting.sort((one, other) => weightOf(other.node) - weightOf(one.node))
    const next = waiting.shift()
    if (next === undefined) break
    cost += costOf(next.node)
    if (cost > budget) break
    const draft = {
      id: `p${drafts.length}`,
      node: next.node,
      path: [...next.above.path, next.above],
      ids: new Map(),
    }
    next.above.ids.set(next.node, draft.id)
    drafts.push(draft)
    waiting.push(...candidates(next.node, draft))
  }
  const levels = new Map<string, TreemapLevel>()
  for (const { id, node, path, ids } of drafts) {
    const above = path.flatMap((draft) => levels.get(draft.id) ?? [])
    levels.set(id, { id, node, path: above, parts: partsOf(node, ids) })
  }
  return [...levels.values()]
}

interface Draft {
  readonly id: string
  readonly node: PrefixCounts
  readonly path: readonly Draft[]
  /** Of the levels below. */
  readonly ids: Map<PrefixCounts, string>
}

interface Candidate {
  readonly node: PrefixCounts
  readonly above: Draft
}

/** Children that a person can look into, as they have a tile and something below. */
function candidates({ children = [] }: PrefixCounts, above: Draft | undefined): Candidate[] {
  if (above === undefined) return []
  return children
    .slice(0, most)
    .filter(({ children = [] }) => children.length > 0)
    .map((node) => ({ node, above }))
}

function costOf({ prefix, children = [] }: PrefixCounts): number {
  return children
    .slice(0, most)
    .reduce(
      (sum, child) =>
        sum +
        costOfPart +
        4 * Math.min(longestLabel, child.prefix.length - prefix.length) +
        costOfInside * Math.min(mostInside, child.children?.length ?? 0),
      3 * costOfPart,
    )
}

function partsOf(node: PrefixCounts, ids: ReadonlyMap<PrefixCounts, string>): TreemapPart[] {
  const { children = [] } = node
  const rest = lumpedChildren(node, most)
  const direct = directlyBelow(node)
  return [
    ...children.slice(0, most).map((child): TreemapPart => {
      const { objects, bytes, atLeast } = child
      const level = ids.get(child)
      return {
        label: shortened(child.prefix.slice(node.prefix.length) || child.prefix, longestLabel),
        counts: bytes === undefined ? { objects } : { objects, bytes },
        kind: 'prefix',
        ...(level === undefined ? {} : { level }),
        ...(atLeast === undefined ? {} : { atLeast }),
        inside: insideOf(child),
      }
    }),
    ...(rest === undefined
      ? []
      : [
          {
            label: counted(rest.prefixes, 'smaller prefix', 'smaller prefixes'),
            counts: rest,
            kind: 'rest' as const,
            inside: [],
          },
        ]),
    ...(direct.objects === 0
      ? []
      : [{ label: 'directly here', counts: direct, kind: 'rest' as const, inside: [] }]),
  ]
}

/** The largest of what is below, and everything else as one, which comes last. */
function insideOf(node: PrefixCounts): InnerPart[] {
  const { prefix, children = [] } = node
  const [only] = children
  if (only === undefined) return []
  // One that holds everything shows nothing, but what is below it.
  if (only.objects === node.objects) return insideOf(only)
  const largest = children.slice(0, mostInside).map((child) => ({
    label: shortened(child.prefix.slice(prefix.length), 40),
    weight: weightOf(child),
    isRest: false,
  }))
  const weight = largest.reduce((left, part) => left - part.weight, weightOf(node))
  return [...largest, { label: 'others', weight, isRest: true }].filter(({ weight }) => weight > 0)
}
