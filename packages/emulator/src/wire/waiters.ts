interface Waiter {
  readonly isDone: () => boolean
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  readonly what: string
}

/** Promises of what is still to come. Whoever brings it about calls {@link look}. */
export class Waiters {
  readonly #waiting = new Set<Waiter>()
  #ended = false

  /** Resolves at the first look at which it is done, now included; rejects where the emulator is closed before. */
  until(isDone: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ isDone, resolve, reject, what })
      this.look()
      if (this.#ended) this.end()
    })
  }

  look(): void {
    for (const waiter of this.#waiting) {
      if (!waiter.isDone()) continue
      this.#waiting.delete(waiter)
      waiter.resolve()
    }
  }

  /** Nothing comes any more. */
  end(): void {
    this.#ended = true
    for (const { reject, what } of this.#waiting)
      reject(new Error(`the emulator was closed before there were ${what}`))
    this.#waiting.clear()
  }
}
