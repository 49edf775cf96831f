/** Of the first pause, in milliseconds; doubled with each level. */
const shortestPause = 10
const highestLevel = 9
const successesPerLevel = 4

/**
 * How fast one connection may go. One throttled try costs little more than itself, a short pause. Where the next one is
 * throttled too all pauses grow, half as many run at a time, and they begin one after the other; successes bring all of
 * that back, bit by bit. Knows no clock: whoever asks does the waiting.
 */
export class ConnectionSlowDown {
  readonly #most: number
  #limit: number
  #level = 0
  #pauses = 0

  constructor(concurrency: number) {
    this.#most = concurrency
    this.#limit = concurrency
  }

  /** Tries that may run at a time. */
  get limit(): number {
    return this.#limit
  }

  /** Milliseconds from one beginning to the next. */
  get interval(): number {
    return this.#level < 2 ? 0 : (shortestPause * 2 ** this.#level) / 8
  }

  /** Pauses so far: what a try notes when it begins, and says when it ends. */
  get pauses(): number {
    return this.#pauses
  }

  /**
   * Milliseconds for which nothing may begin, at random between half and all of what is due. `undefined` where the try
   * began before the last pause: that pause is the answer to all who were under way.
   */
  throttled(began: number): number | undefined {
    if (began < this.#pauses) return undefined
    this.#pauses += 1
    const pause = shortestPause * 2 ** Math.floor(this.#level)
    this.#level = Math.min(highestLevel, this.#level + 1)
    if (this.#level >= 2) this.#limit = Math.max(1, Math.floor(this.#limit / 2))
    return Math.ceil(pause * (0.5 + Math.random() / 2))
  }

  /** Counts whenever it began: what gets through while something else is throttled says that it was that alone. */
  succeeded(): void {
    this.#level = Math.max(0, this.#level - 1 / successesPerLevel)
    this.#limit = Math.min(this.#most, this.#limit + 1)
  }
}
