import type {
  AccessOptions,
  DeliveryChecks,
  InventoryProvider,
  RequestOptions,
} from '@bucket-inventory/core'

/** One round of checks for each connection: what inventories share is looked at once. */
export class CheckRounds {
  readonly #options: AccessOptions
  readonly #rounds = new Map<InventoryProvider, Promise<DeliveryChecks>>()

  constructor(options: AccessOptions = {}) {
    this.#options = options
  }

  /**
   * `undefined` where the provider says nothing of what delivery needs. Where nobody says which account owns the listed
   * buckets, it is taken to be that of the credentials, which the checks then hold against the buckets.
   */
  async of(
    provider: InventoryProvider,
    request: RequestOptions,
  ): Promise<DeliveryChecks | undefined> {
    const { access } = provider
    if (access === undefined) return undefined
    const begun = this.#rounds.get(provider) ?? this.#begin(access, request)
    this.#rounds.set(provider, begun)
    try {
      return await begun
    } catch (error) {
      // Whoever tries again asks again.
      this.#rounds.delete(provider)
      throw error
    }
  }

  async #begin(
    access: NonNullable<InventoryProvider['access']>,
    request: RequestOptions,
  ): Promise<DeliveryChecks> {
    const accountId = this.#options.accountId ?? (await access.accountId?.(request))
    return access.checks({
      ...this.#options,
      ...(accountId === undefined ? {} : { accountId }),
    })
  }
}
