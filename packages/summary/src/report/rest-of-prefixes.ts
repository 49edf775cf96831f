import type { Counted, LumpedPrefixes, PrefixCounts } from './report-summary.ts'
import { countedAs } from './tally.ts'

/** What lies below a prefix and below none of its children. */
export function directlyBelow({ objects, bytes, children = [], others }: PrefixCounts): Counted {
  const parts: Counted[] = [...children, ...(others === undefined ? [] : [others])]
  return countedAs(
    parts.reduce((left, part) => left - part.objects, objects),
    parts.reduce((left, part) => left - (part.bytes ?? 0), bytes ?? 0),
    bytes !== undefined,
  )
}

/** All but the first children of a prefix, with those that are lumped together anyway; `undefined` if there are none. */
export function lumpedChildren(
  { children = [], others, bytes }: PrefixCounts,
  listed: number,
): LumpedPrefixes | undefined {
  const rest = children.slice(listed)
  const prefixes = rest.length + (others?.prefixes ?? 0)
  if (prefixes === 0) return undefined
  const parts: Counted[] = [...rest, ...(others === undefined ? [] : [others])]
  return {
    prefixes,
    ...countedAs(
      parts.reduce((sum, part) => sum + part.objects, 0),
      parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0),
      bytes !== undefined,
    ),
  }
}
