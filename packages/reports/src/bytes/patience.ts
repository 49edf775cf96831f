import { abortable, InventoryError } from '@bucket-inventory/core'

/**
 * Waits for one connection of a store, which may be silent only so long: then its {@link signal} is aborted with `unavailable`,
 * as a connection whose other end is gone may say nothing for ever. Must be ended.
 */
export class Patience {
  readonly #stop = new AbortController()
  readonly #milliseconds: number
  readonly #outer: AbortSignal | undefined
  readonly #abort = (): void => {
    this.#stop.abort(this.#outer?.reason)
  }

  constructor(milliseconds: number, outer: AbortSignal | undefined) {
    this.#milliseconds = milliseconds
    this.#outer = outer
    if (outer?.aborted === true) this.#abort()
    else outer?.addEventListener('abort', this.#abort, { once: true })
  }

  /** For the store: aborted with the outer signal, too. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** What the store gives next. Time that passes while nobody waits is not its own. */
  async wait<Result>(next: Promise<Result>): Promise<Result> {
    const timer = setTimeout(() => {
      this.#stop.abort(silent(this.#milliseconds))
    }, this.#milliseconds)
    try {
      return await abortable(next, this.signal)
    } finally {
      clearTimeout(timer)
    }
  }

  end(): void {
    this.#outer?.removeEventListener('abort', this.#abort)
  }
}

function silent(milliseconds: number): InventoryError {
  return new InventoryError('unavailable', `nothing came for ${milliseconds / 1000} seconds`)
}
