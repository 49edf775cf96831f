import { InventoryError } from '../inventory-error.ts'

/** One page of a list. */
export interface Page<Entry> {
  readonly entries: readonly Entry[]
  /** Where the next page begins; `undefined` if this is the last. */
  readonly next: string | undefined
}

/**
 * The entries of all pages, one page after the other, each asked for when it is needed. Rejects with `protocol` where a
 * token repeats, as such a list would never end, and with the signal's own reason between two entries.
 */
export async function* allPages<Entry>(
  subject: string,
  page: (token: string | undefined) => Promise<Page<Entry>>,
  signal?: AbortSignal,
): AsyncGenerator<Entry, void, undefined> {
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const { entries, next } = await page(token)
    for (const entry of entries) {
      signal?.throwIfAborted()
      yield entry
    }
    signal?.throwIfAborted()
    if (next !== undefined && seen.has(next)) {
      throw new InventoryError(
        'protocol',
        `the list of ${subject} came to the same page token again; it would never end`,
      )
    }
    if (next !== undefined) seen.add(next)
    token = next
  } while (token !== undefined)
}
