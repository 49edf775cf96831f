import type { Started } from './read-ahead.ts'

/** The values of one item, which come in their order, one at a time. */
interface Source<Value> {
  readonly work: Started
  readonly values: AsyncIterator<Value>
}

/** What a source gave, or how it failed. */
interface Arrived<Value> {
  readonly source: Source<Value>
  readonly take: () => IteratorResult<Value>
}

/**
 * The values of so many items at a time, whichever comes first: those of one item in their order. No source is asked for its
 * next value before the one that was taken of it is done with. All are closed when the iteration ends, however it ends.
 */
export async function* asTheyCome<Item, Value>(
  items: Iterable<Item>,
  bound: number,
  start: (item: Item) => Started & { readonly values: AsyncIterable<Value> },
): AsyncGenerator<Value, void, undefined> {
  const waiting = items[Symbol.iterator]()
  const open = new Set<Source<Value>>()
  const arrived: Arrived<Value>[] = []
  let wake: (() => void) | undefined
  const ask = async (source: Source<Value>) => {
    const take = await source.values.next().then(
      (result) => () => result,
      (error: unknown) => () => {
        throw error
      },
    )
    arrived.push({ source, take })
    wake?.()
  }
  try {
    for (;;) {
      while (open.size < Math.max(1, bound)) {
        const next = waiting.next()
        if (next.done === true) break
        const work = start(next.value)
        const source = { work, values: work.values[Symbol.asyncIterator]() }
        open.add(source)
        void ask(source)
      }
      if (open.size === 0) return
      const first = arrived.shift()
      if (first === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      const { source } = first
      const { done, value } = first.take()
      if (done === true) {
        await source.work.close()
        open.delete(source)
        continue
      }
      yield value
      void ask(source)
    }
  } finally {
    await Promise.all(
      [...open].map(async ({ work, values }) => {
        await work.close()
        await values.return?.().catch(() => undefined)
      }),
    )
  }
}
