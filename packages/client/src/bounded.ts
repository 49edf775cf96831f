/**
 * Does the work for each item, at most so many at a time, and begins them in order. Resolves to the results in the order
 * of the items. The first rejection is passed on once what was begun has ended; nothing new is begun after it.
 */
export async function bounded<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const failures: unknown[] = []
  const entries = items.entries()
  const worker = async () => {
    for (const [index, item] of entries) {
      try {
        results[index] = await work(item)
      } catch (error) {
        failures.push(error)
      }
      if (failures.length > 0) return
    }
  }
  const workers = Math.max(1, Math.min(concurrency, items.length))
  await Promise.all(Array.from({ length: workers }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}
