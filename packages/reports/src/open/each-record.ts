/**
 * The records of batches one by one. By hand, as an async generator takes half as long again for each record: `next` gives
 * what is there without waiting, and calls that do not wait for each other still get each record once.
 */
export function eachRecord<Item>(batches: AsyncIterable<Iterable<Item>>): AsyncIterable<Item> {
  return { [Symbol.asyncIterator]: () => new Records(batches[Symbol.asyncIterator]()) }
}

class Records<Item> implements AsyncIterator<Item> {
  readonly #batches: AsyncIterator<Iterable<Item>>
  #batch: Iterator<Item> = [][Symbol.iterator]()
  #advancing: Promise<boolean> | undefined

  constructor(batches: AsyncIterator<Iterable<Item>>) {
    this.#batches = batches
  }

  next(): Promise<IteratorResult<Item>> {
    if (this.#advancing === undefined) {
      const next = this.#batch.next()
      if (next.done !== true) return Promise.resolve(next)
      this.#advancing = this.#advance()
    }
    return this.#advancing.then((more) => (more ? this.next() : { done: true, value: undefined }))
  }

  async return(): Promise<IteratorResult<Item>> {
    this.#batch = [][Symbol.iterator]()
    await this.#batches.return?.()
    return { done: true, value: undefined }
  }

  async #advance(): Promise<boolean> {
    try {
      const next = await this.#batches.next()
      if (next.done === true) return false
      this.#batch = next.value[Symbol.iterator]()
      return true
    } finally {
      this.#advancing = undefined
    }
  }
}
