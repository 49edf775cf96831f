/** A clock on which a second passes with every look at it, so that no two things happen at one time. */
export class TickingClock {
  readonly #start: number
  #seconds = 0

  constructor(start: number) {
    this.#start = start
  }

  readonly now = (): number => {
    this.#seconds += 1
    return this.#start + this.#seconds * 1000 + 7
  }

  reset(): void {
    this.#seconds = 0
  }
}
