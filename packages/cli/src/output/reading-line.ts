import type { ChangesProgress, ReadProgress } from '@bucket-inventory/reports'

import type { CommandContext } from '../command.ts'
import { bytesInWords, clockInWords, countInWords } from './quantities.ts'

const clearLine = '\r\u001B[K'
/** Milliseconds between two drawings. */
const interval = 250

/** How far a reading is, as one line of a terminal that is drawn again a few times a second. Nothing where there is none. */
export class ReadingLine {
  readonly #context: Pick<CommandContext, 'messages' | 'columns' | 'now'>
  readonly #started: number
  #drawn: number

  constructor(context: Pick<CommandContext, 'messages' | 'columns' | 'now'>) {
    this.#context = context
    this.#started = context.now().getTime()
    this.#drawn = this.#started
  }

  /** The first time is after an interval, as what is over by then needs no line. */
  tell(inWords: (seconds: number) => string): void {
    const { messages, columns, now } = this.#context
    if (columns === undefined) return
    const time = now().getTime()
    if (time - this.#drawn < interval) return
    this.#drawn = time
    const line = inWords((time - this.#started) / 1000).slice(0, Math.max(0, columns - 1))
    messages.write(`${clearLine}${line}`)
  }

  /** Takes the line away, so that something else can be said. */
  clear(): void {
    if (this.#drawn > this.#started) this.#context.messages.write(clearLine)
  }
}

/** `45%  54.3 MB of 120.0 MB  21.3 MB/s  1,234,567 rows  0:07 left`. */
export function progressInWords(
  { bytes, totalBytes, rows }: ReadProgress,
  seconds: number,
): string {
  const share = totalBytes === 0 ? 1 : bytes / totalBytes
  const rate = bytes / seconds
  return [
    `${Math.floor(share * 100)}%`,
    `${bytesInWords(bytes)} of ${bytesInWords(totalBytes)}`,
    `${bytesInWords(Math.round(rate))}/s`,
    `${countInWords(rows)} rows`,
    ...(bytes === 0 ? [] : [`${clockInWords((totalBytes - bytes) / rate)} left`]),
  ].join('  ')
}

/** The same of change logs, whose bytes nobody knows before: `3 of 144 deliveries  1.5 MB  12,345 rows`. */
export function changesInWords({
  deliveries,
  totalDeliveries,
  bytes,
  rows,
}: ChangesProgress): string {
  return [
    `${countInWords(deliveries)} of ${countInWords(totalDeliveries)} deliveries`,
    bytesInWords(bytes),
    `${countInWords(rows)} rows`,
  ].join('  ')
}
