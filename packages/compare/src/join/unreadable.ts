/** Values that are read when they are first asked for, and of which one can be given back. */
export class Unreadable<Value> implements AsyncIterator<Value> {
  readonly #begin: () => AsyncIterable<Value>
  #values: AsyncIterator<Value> | undefined
  #unread: IteratorResult<Value> | undefined

  constructor(begin: () => AsyncIterable<Value>) {
    this.#begin = begin
  }

  async next(): Promise<IteratorResult<Value>> {
    const unread = this.#unread
    this.#unread = undefined
    if (unread !== undefined) return unread
    this.#values ??= this.#begin()[Symbol.asyncIterator]()
    return this.#values.next()
  }

  /** The next one, again. */
  unread(result: IteratorResult<Value>): void {
    this.#unread = result
  }

  /** Nothing is read if nothing was. */
  async return(): Promise<IteratorResult<Value>> {
    this.#unread = undefined
    await this.#values?.return?.()
    return { done: true, value: undefined }
  }
}
