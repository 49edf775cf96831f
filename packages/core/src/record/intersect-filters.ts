import type { InventoryFilter } from '../configuration/inventory-configuration.ts'
import { parseInstant } from './instant.ts'

/**
 * The filter of what both filters let through; `nothing` where no record can match both. It needs no column that neither of
 * them needs. Throws a `RangeError` for an instant that does not parse, as `matchesFilter` does.
 */
export function intersectFilters(
  left: InventoryFilter,
  right: InventoryFilter,
): InventoryFilter | 'nothing' {
  const prefixes = [left, right].flatMap(({ prefix }) => (prefix === undefined ? [] : [prefix]))
  const prefix = longestOf(prefixes)
  const min = greatest([left.size?.min, right.size?.min], asIs)
  const max = least([left.size?.max, right.size?.max], asIs)
  const from = greatest([left.lastModified?.from, right.lastModified?.from], timeOf)
  const to = least([left.lastModified?.to, right.lastModified?.to], timeOf)
  const storageClasses = inBoth(left.storageClasses, right.storageClasses)
  const isNothing =
    prefixes.some((one) => prefix?.startsWith(one) === false) ||
    (min !== undefined && max !== undefined && min > max) ||
    (from !== undefined && to !== undefined && timeOf(from) > timeOf(to)) ||
    storageClasses?.length === 0
  if (isNothing) return 'nothing'
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          lastModified: {
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          },
        }),
    ...(min === undefined && max === undefined
      ? {}
      : {
          size: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
        }),
    ...(storageClasses === undefined ? {} : { storageClasses }),
  }
}

function longestOf(prefixes: readonly string[]): string | undefined {
  return prefixes.toSorted((left, right) => right.length - left.length)[0]
}

/** As it was written: the bound that lets less through. */
function greatest<Bound>(
  bounds: readonly (Bound | undefined)[],
  valueOf: (bound: Bound) => number,
): Bound | undefined {
  return sorted(bounds, valueOf).at(-1)
}

function least<Bound>(
  bounds: readonly (Bound | undefined)[],
  valueOf: (bound: Bound) => number,
): Bound | undefined {
  return sorted(bounds, valueOf)[0]
}

function sorted<Bound>(
  bounds: readonly (Bound | undefined)[],
  valueOf: (bound: Bound) => number,
): readonly Bound[] {
  return bounds
    .filter((bound) => bound !== undefined)
    .map((bound) => ({ bound, value: valueOf(bound) }))
    .toSorted((left, right) => left.value - right.value)
    .map(({ bound }) => bound)
}

function asIs(bound: number): number {
  return bound
}

function timeOf(instant: string): number {
  const time = parseInstant(instant)
  if (time === undefined) throw new RangeError(`"${instant}" is no instant with an offset`)
  return time
}

function inBoth<Item>(
  left: readonly Item[] | undefined,
  right: readonly Item[] | undefined,
): readonly Item[] | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return left.filter((item) => right.includes(item))
}
