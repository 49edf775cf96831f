/** One way to do the same work. */
export interface Candidate {
  readonly name: string
  /** Before each run, not timed. */
  readonly prepare?: (round: number) => Promise<void>
  readonly run: (round: number) => Promise<void> | void
}

/** Rounds that do not count, until what runs is compiled. */
const warmUp = 3

/** Milliseconds of each candidate, median of the rounds; all candidates run once per round, in changing order. */
export async function measure(
  candidates: readonly Candidate[],
  rounds: number,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]))
  for (let round = 0; round < warmUp + rounds; round++) {
    const shift = round % candidates.length
    for (const { name, prepare, run } of [
      ...candidates.slice(shift),
      ...candidates.slice(0, shift),
    ]) {
      await prepare?.(round)
      globalThis.gc?.()
      const start = performance.now()
      await run(round)
      if (round >= warmUp) times.get(name)?.push(performance.now() - start)
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]))
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
