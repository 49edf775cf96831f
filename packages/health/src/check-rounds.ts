import type { AccessOptions, DeliveryChecks, InventoryProvider } from '@bucket-inventory/core'

/** One round of checks for each connection: what inventories share is looked at once. */
export class CheckRounds {
  readonly #options: AccessOptions
  readonly #rounds = new Map<InventoryProvider, DeliveryChecks>()

  constructor(options: AccessOptions = {}) {
    this.#options = options
  }

  /** `undefined` where the provider says nothing of what delivery needs. */
  of(provider: InventoryProvider): DeliveryChecks | undefined {
    const known = this.#rounds.get(provider)
    if (known !== undefined) return known
    const begun = provider.access?.checks(this.#options)
    if (begun !== undefined) this.#rounds.set(provider, begun)
    return begun
  }
}
