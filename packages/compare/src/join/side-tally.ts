import type { SideStatistics } from '../matching.ts'

/** As many are named. */
const mostNamed = 5

/** What is counted of a side while it is matched. */
export class SideTally implements SideStatistics {
  rows = 0
  skipped = 0
  duplicates = 0
  malformedEscapes = 0
  #named: { readonly row: number; readonly key: string }[] = []

  get duplicateKeys(): readonly string[] {
    return this.#named.map(({ key }) => key)
  }

  /** Whether the key of this duplicate is one to name: the first rows are, in whatever order they come. */
  names(row: number): boolean {
    const last = this.#named.at(-1)
    return this.#named.length < mostNamed || (last !== undefined && row < last.row)
  }

  name(row: number, key: string): void {
    this.#named = [...this.#named, { row, key }]
      .toSorted((one, other) => one.row - other.row)
      .slice(0, mostNamed)
  }
}
