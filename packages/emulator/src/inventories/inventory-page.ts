import { pageToken, readPageToken } from '../wire/page-token.ts'
import type { SortedMap } from '../world/sorted-map.ts'
import type { StoredInventory } from '../world/world.ts'

/** How many configurations either service lists at once. */
const pageSize = 100

export interface InventoryPage {
  readonly inventories: readonly StoredInventory[]
  /** Absent on the last page. */
  readonly next: string | undefined
}

/** A page of a bucket's configurations, by id; `undefined` for a token that is not of this list. */
export function inventoryPage(
  bucket: string,
  inventories: SortedMap<StoredInventory>,
  token: string | undefined,
): InventoryPage | undefined {
  const list = `inventories of ${bucket}`
  const after = token === undefined ? '' : readPageToken(list, token)
  if (after === undefined) return undefined
  const start = token === undefined ? 0 : inventories.indexFrom(`${after}\u0000`)
  const ids = inventories.keys().slice(start, start + pageSize)
  const last = ids.at(-1)
  const more = start + pageSize < inventories.size
  return {
    inventories: ids.flatMap((id) => inventories.get(id) ?? []),
    next: more && last !== undefined ? pageToken(list, last) : undefined,
  }
}
