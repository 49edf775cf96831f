import type { RecordedStorageClass } from '@bucket-inventory/core'

/** How two classes compare, by their neutral names or native words: `left`, then `right`. */
export type StorageClassTable = ReadonlyMap<string, ReadonlyMap<string, StorageClassEquality>>

/** `equivalent`: of the same tier, but another class. */
export type StorageClassEquality = 'equal' | 'equivalent' | 'different'

/**
 * How the classes of two copies compare: what the table says of their names, neutral before native, else `equal` for one neutral
 * name, `equivalent` for two classes of one tier, and `different`. A tier that is not known is like no other.
 */
export function compareStorageClasses(
  left: RecordedStorageClass | undefined,
  right: RecordedStorageClass | undefined,
  table?: StorageClassTable,
): StorageClassEquality {
  if (left === undefined || right === undefined) return left === right ? 'equal' : 'different'
  for (const from of [left.name, left.native]) {
    for (const to of [right.name, right.native]) {
      const said = table?.get(from)?.get(to)
      if (said !== undefined) return said
    }
  }
  if (left.name === right.name) return 'equal'
  return left.tier === right.tier && left.tier !== 'unknown' ? 'equivalent' : 'different'
}
