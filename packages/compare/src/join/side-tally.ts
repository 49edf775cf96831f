import type { SideStatistics } from '../matching.ts'

/** As many are named. */
const mostNamed = 5

/** Rows whose key was there before. */
export class DuplicateTally {
  count = 0
  #named: readonly { readonly row: number; readonly key: string }[] = []

  /** The keys of the first rows, in whatever order they came. */
  get keys(): readonly string[] {
    return this.#named.map(({ key }) => key)
  }

  /** Whether the key of this row is one to name. */
  names(row: number): boolean {
    const last = this.#named.at(-1)
    return this.#named.length < mostNamed || (last !== undefined && row < last.row)
  }

  name(row: number, key: string): void {
    this.#named = [...this.#named, { row, key }]
      .toSorted((one, other) => one.row - other.row)
      .slice(0, mostNamed)
  }

  /** Takes over what was counted apart. */
  add(other: DuplicateTally): void {
    this.count += other.count
    for (const { row, key } of other.#named) this.name(row, key)
  }
}

/** What is counted of a side while it is matched. */
export class SideTally {
  rows = 0
  skipped = 0
  malformedEscapes = 0
  readonly repeated = new DuplicateTally()

  get statistics(): SideStatistics {
    const { rows, skipped, malformedEscapes, repeated } = this
    return {
      rows,
      skipped,
      duplicates: repeated.count,
      duplicateKeys: repeated.keys,
      malformedEscapes,
    }
  }
}
