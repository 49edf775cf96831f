import type { ComparedObject, ComparisonVerdict } from '@bucket-inventory/compare'

/** The first objects of each verdict, in the order of the list. */
export class FirstExamples {
  readonly #most: number
  readonly #found = new Map<ComparisonVerdict, ComparedObject[]>()

  constructor(most: number) {
    this.#most = most
  }

  take(objects: readonly ComparedObject[]): void {
    for (const object of objects) {
      const found = this.#found.get(object.verdict)
      if (found === undefined) this.#found.set(object.verdict, [object])
      else if (found.length < this.#most) found.push(object)
    }
  }

  get all(): readonly ComparedObject[] {
    return [...this.#found.values()].flat()
  }

  of(verdict: ComparisonVerdict): readonly ComparedObject[] {
    return this.#found.get(verdict) ?? []
  }
}
