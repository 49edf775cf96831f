import { formatLocation } from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { printable } from '../output/printable.ts'
import { clockInWords, countInWords } from '../output/quantities.ts'
import { ReadingLine } from '../output/reading-line.ts'

/** How far the work on many buckets is, as one line of a terminal. Nothing where there is none. */
export class FleetLine {
  readonly #line: ReadingLine
  readonly #total: number
  readonly #now: () => Date
  readonly #seen = new Set<string>()
  /** Those of which it is known what they have. */
  readonly #looked = new Set<string>()
  #slow: { readonly text: string; readonly until: number } | undefined

  constructor(buckets: number, context: Pick<CommandContext, 'messages' | 'columns' | 'now'>) {
    this.#line = new ReadingLine(context)
    this.#total = buckets
    this.#now = context.now
  }

  /** Something of this bucket was looked at. */
  looked(location: Location): void {
    this.#looked.add(formatLocation(location))
    this.#draw()
  }

  /** Something of this bucket is done. */
  on(location: string): void {
    this.#seen.add(location)
    this.#draw()
  }

  /** A connection waits, as the service throttles. */
  slowDown(location: Location, milliseconds: number): void {
    const text = `${printable(formatLocation(location))} throttles: waiting ${(milliseconds / 1000).toFixed(1)} s`
    this.#slow = { text, until: this.#now().getTime() + milliseconds }
    this.#draw()
  }

  /** Takes the line away. */
  clear(): void {
    this.#line.clear()
  }

  #draw(): void {
    this.#line.tell((seconds) => {
      const isSlow = this.#slow !== undefined && this.#now().getTime() < this.#slow.until
      const slow = isSlow ? this.#slow?.text : undefined
      return this.#seen.size > 0
        ? fleetInWords(this.#seen.size, this.#total, seconds, slow)
        : `looking what is there: ${fleetInWords(this.#looked.size, this.#total, seconds, slow)}`
    })
  }
}

/** `250 of 1,000 buckets  12.5/s  1:00 left`. */
export function fleetInWords(
  done: number,
  total: number,
  seconds: number,
  slow: string | undefined,
): string {
  const rate = done / seconds
  return [
    `${countInWords(done)} of ${countInWords(total)} buckets`,
    ...(done === 0 ? [] : [`${rate.toFixed(1)}/s`, `${clockInWords((total - done) / rate)} left`]),
    ...(slow === undefined ? [] : [slow]),
  ].join('  ')
}
