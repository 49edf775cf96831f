import { SortedMap } from './sorted-map.ts'
import type { Bucket, StoredInventory } from './world.ts'

/** How long readers go on seeing what was there before a write: so many reads, or so many milliseconds. */
export interface Staleness {
  readonly reads?: number
  readonly milliseconds?: number
}

interface Veil {
  readonly previous: StoredInventory | undefined
  reads: number
  readonly until: number
}

/**
 * What readers see of inventory configurations while a write has not reached them. Writers see the truth. Kept in
 * memory only: after a restart everything has arrived.
 */
export class Propagation {
  readonly #veils = new WeakMap<Bucket, Map<string, Veil>>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** From here on readers see `previous` under this id, or what they still saw instead of it. */
  hide(
    bucket: Bucket,
    id: string,
    previous: StoredInventory | undefined,
    staleness: Staleness,
  ): void {
    const veils = this.#veils.get(bucket) ?? new Map<string, Veil>()
    this.#veils.set(bucket, veils)
    const veil = veils.get(id)
    veils.set(id, {
      previous: veil === undefined ? previous : veil.previous,
      reads: staleness.reads ?? 0,
      until: this.#now() + (staleness.milliseconds ?? 0),
    })
  }

  /** One read of one configuration. */
  read(bucket: Bucket, id: string): StoredInventory | undefined {
    const veil = this.#lift(bucket, id)
    return veil === undefined ? bucket.inventories.get(id) : veil.previous
  }

  /** One read of all of them. */
  readAll(bucket: Bucket): SortedMap<StoredInventory> {
    const veils = this.#veils.get(bucket)
    if (veils === undefined || veils.size === 0) return bucket.inventories
    const seen = new SortedMap<StoredInventory>()
    for (const inventory of bucket.inventories.values()) seen.set(inventory.id, inventory)
    for (const id of veils.keys()) {
      const veil = this.#lift(bucket, id)
      if (veil === undefined) continue
      if (veil.previous === undefined) seen.delete(id)
      else seen.set(id, veil.previous)
    }
    return seen
  }

  /** The veil over an id, if this read still meets it. */
  #lift(bucket: Bucket, id: string): Veil | undefined {
    const veils = this.#veils.get(bucket)
    const veil = veils?.get(id)
    if (veil === undefined) return undefined
    if (veil.reads > 0) {
      veil.reads -= 1
      return veil
    }
    if (this.#now() < veil.until) return veil
    veils?.delete(id)
    return undefined
  }
}
