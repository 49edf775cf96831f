import { InventoryError } from '@bucket-inventory/core'

import type { JoinMemory } from './join-memory.ts'
import type { RecordReader } from './record-reader.ts'
import type { DuplicateTally } from './side-tally.ts'

/** What a call of the join came to besides what it returns. */
export class JoinOutcome {
  readonly #memory: JoinMemory
  readonly #reader: RecordReader
  readonly #duplicates: Readonly<Record<'left' | 'right', number>>
  readonly #mostFirst: number
  readonly #problem: number
  readonly #problemAt: number
  readonly #problemWith: number
  readonly #tooLong: number

  constructor(memory: JoinMemory, reader: RecordReader) {
    const { constant } = memory.instance
    this.#memory = memory
    this.#reader = reader
    this.#duplicates = { left: constant('LEFT_DUPLICATES'), right: constant('RIGHT_DUPLICATES') }
    this.#mostFirst = constant('MOST_FIRST_DUPLICATES')
    this.#problem = constant('PROBLEM')
    this.#problemAt = constant('PROBLEM_AT')
    this.#problemWith = constant('PROBLEM_WITH')
    this.#tooLong = constant('TOO_LONG')
  }

  /** Throws where there was a problem. */
  check(side: 'left' | 'right'): void {
    if (this.#memory.views.data.getUint32(this.#problem, true) !== 0) throw this.#error(side)
  }

  /** Counts the duplicates of a side that were met; throws where there was a problem. */
  take(side: 'left' | 'right', tally: DuplicateTally): void {
    const { data } = this.#memory.views
    this.check(side)
    const place = this.#duplicates[side]
    const duplicates = data.getUint32(place, true)
    if (duplicates === 0) return
    data.setUint32(place, 0, true)
    tally.count += duplicates
    for (let index = 0; index < Math.min(duplicates, this.#mostFirst); index++) {
      const row = data.getUint32(place + 4 + 8 * index, true)
      const record = data.getUint32(place + 8 + 8 * index, true)
      if (tally.names(row)) tally.name(row, this.#reader.key(record).key)
    }
  }

  #error(side: 'left' | 'right'): InventoryError {
    const { data } = this.#memory.views
    const at = data.getUint32(this.#problemAt, true)
    if (data.getUint32(this.#problem, true) === this.#tooLong) {
      return new InventoryError(
        'limit-exceeded',
        `the key of row ${at + 1} of the ${side} report, or its other texts together, are longer than 65535 bytes`,
      )
    }
    const other = data.getUint32(this.#problemWith, true)
    const [one, two] = [at, other].map((record) =>
      JSON.stringify(this.#reader.side(record, '').key),
    )
    const key = JSON.stringify(this.#reader.key(at).key)
    return new InventoryError(
      'invalid-input',
      `the keys ${one} and ${two} of the ${side} side both become ${key}: rewrite keys so that no two become one`,
    )
  }
}
