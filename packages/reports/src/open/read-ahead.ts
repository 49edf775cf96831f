/** Work that has begun by itself, and can be ended at any time. */
export interface Started {
  close(): Promise<void>
}

/**
 * Begins with each item while the ones before are still taken: so many at a time, the one that was given included, and given
 * in the order of the items. Each is closed when the next is asked for; all are closed when the iteration ends early.
 */
export async function* readAhead<Item, Work extends Started>(
  items: Iterable<Item>,
  bound: number,
  start: (item: Item) => Work,
): AsyncGenerator<Work, void, undefined> {
  const waiting = items[Symbol.iterator]()
  const open: Work[] = []
  try {
    for (;;) {
      while (open.length < Math.max(1, bound)) {
        const next = waiting.next()
        if (next.done === true) break
        open.push(start(next.value))
      }
      const [first] = open
      if (first === undefined) return
      yield first
      await first.close()
      open.shift()
    }
  } finally {
    await Promise.all(open.map((work) => work.close()))
  }
}

/** The same values, of which the first is asked for at once. `stop` ends what is under way, before the values are closed. */
export function startedEarly<Value>(
  values: AsyncIterable<Value>,
  stop: () => void,
): AsyncIterable<Value> & Started {
  const iterator = values[Symbol.asyncIterator]()
  let first: Promise<IteratorResult<Value>> | undefined = iterator.next()
  // Its failure is told to whoever asks, and nobody may.
  first.catch(() => undefined)
  const close = async () => {
    stop()
    await iterator.return?.().catch(() => undefined)
  }
  return {
    close,
    [Symbol.asyncIterator]: () => ({
      next() {
        const next = first ?? iterator.next()
        first = undefined
        return next
      },
      async return() {
        await close()
        return { done: true, value: undefined }
      },
    }),
  }
}
