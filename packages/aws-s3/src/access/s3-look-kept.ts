import { abortable, isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'

/** What was seen, or why it cannot be. */
export type Look<Found> = { readonly found: Found } | { readonly error: InventoryError }

/** Looks once for each key, however many ask at the same time or later. A look that rejected is tried again. */
export class KeptLooks<Found> {
  readonly #kept = new Map<string, Promise<Found>>()

  /** One who gives up does not take the look away from the others. */
  async get(
    key: string,
    look: () => Promise<Found>,
    signal: AbortSignal | undefined,
  ): Promise<Found> {
    signal?.throwIfAborted()
    let kept = this.#kept.get(key)
    if (kept === undefined) {
      kept = this.#try(key, look)
      this.#kept.set(key, kept)
    }
    return abortable(kept, signal)
  }

  async #try(key: string, look: () => Promise<Found>): Promise<Found> {
    try {
      return await look()
    } catch (error) {
      this.#kept.delete(key)
      throw error
    }
  }
}

/** Rejects with what is not final: what may be otherwise at the next try, as throttled or no answer. */
export async function lookOnce<Found>(
  ask: () => Promise<Found>,
  isFinal = ({ retryable }: InventoryError) => !retryable,
): Promise<Look<Found>> {
  try {
    return { found: await ask() }
  } catch (error) {
    if (!isInventoryError(error) || !isFinal(error)) throw error
    return { error }
  }
}
