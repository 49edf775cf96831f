import type { Location } from '@bucket-inventory/core'
import { parseLocation } from '@bucket-inventory/core'
import type { KnownHistory, KnownWrite } from '@bucket-inventory/health'

import type { JournalEntry } from './journal-entry.ts'

/** What a journal comes to for one inventory. */
interface Known {
  /** Of the last write; absent once it was deleted, as nobody here knows who made it again. */
  at?: number
  readonly destinations: Map<string, NonNullable<JournalEntry['destination']>>
}

/**
 * What a journal knows of inventories, by bucket and id, however the bucket was reached: the last write, and every
 * destination there was, the present one last.
 */
export async function knownWrites(
  entries: AsyncIterable<JournalEntry>,
): Promise<NonNullable<KnownHistory['history']>> {
  const byInventory = new Map<string, Known>()
  for await (const { time, location, id, action, destination, before } of entries) {
    const key = keyOf(parseLocation(location), id)
    const known: Known = byInventory.get(key) ?? { destinations: new Map() }
    byInventory.set(key, known)
    for (const one of [before, destination]) {
      if (one === undefined) continue
      const name = JSON.stringify([one.bucket, one.prefix ?? ''])
      known.destinations.delete(name)
      known.destinations.set(name, one)
    }
    if (action === 'deleted') delete known.at
    else known.at = Date.parse(time)
  }
  return (location, id) => writesOf(byInventory.get(keyOf(location, id)))
}

function writesOf({ at, destinations }: Known = { destinations: new Map() }): KnownWrite[] {
  if (at === undefined) return []
  const all = [...destinations.values()]
  // Of those before the last nobody needs to know when.
  return all.map((destination, index) => ({ at: index === all.length - 1 ? at : 0, destination }))
}

function keyOf({ scheme, bucket }: Location, id: string): string {
  return `${scheme}://${bucket}#${id}`
}
