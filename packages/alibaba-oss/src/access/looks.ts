import { abortable, isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'

/** What was seen, or why it was not. */
export type Seen<Value> = { readonly value: Value } | { readonly unseen: InventoryError }

/** `undefined` where it was not seen. */
export function valueOf<Value>(look: Seen<Value>): Value | undefined {
  return 'value' in look ? look.value : undefined
}

/** Looks that are made once for each key, however many ask. What was throttled or not answered rejects, and is not kept. */
export class Looks<Value> {
  readonly #kept = new Map<string, Promise<Seen<Value>>>()

  /** An abort ends the waiting of the one who asks, not the look. */
  once(
    key: string,
    signal: AbortSignal | undefined,
    look: () => Promise<Value>,
  ): Promise<Seen<Value>> {
    let kept = this.#kept.get(key)
    if (kept === undefined) {
      kept = seen(look)
      this.#kept.set(key, kept)
      kept.catch(() => this.#kept.delete(key))
    }
    return abortable(kept, signal)
  }
}

async function seen<Value>(look: () => Promise<Value>): Promise<Seen<Value>> {
  try {
    return { value: await look() }
  } catch (error) {
    if (!isInventoryError(error) || error.retryable) throw error
    return { unseen: error }
  }
}
