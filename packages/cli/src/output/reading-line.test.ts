import { expect, it } from 'vitest'

import { changesInWords, progressInWords, ReadingLine } from './reading-line.ts'

const progress = {
  bytes: 4_500_000,
  totalBytes: 10_000_000,
  rows: 1_234_567,
  files: 1,
  totalFiles: 3,
}

const words = (seconds: number) => progressInWords(progress, seconds)

/** A terminal of so many columns, and a clock that a test sets. */
function terminal(columns?: number) {
  const world = { time: 0, written: '' }
  const line = new ReadingLine({
    messages: { write: (text: string) => (world.written += text) },
    now: () => new Date(world.time),
    ...(columns === undefined ? {} : { columns }),
  })
  return { world, line }
}

it('says how much, how fast, and how long still', () => {
  expect(progressInWords(progress, 3)).toBe(
    '45%  4.5 MB of 10.0 MB  1.5 MB/s  1,234,567 rows  0:04 left',
  )
  const nothing = { bytes: 0, totalBytes: 0, rows: 0, files: 0, totalFiles: 0 }
  expect(progressInWords(nothing, 1)).toBe('100%  0 B of 0 B  0 B/s  0 rows')
})

it('says how many change logs', () => {
  const told = { deliveries: 3, totalDeliveries: 1440, bytes: 1_500_000, rows: 12_345 }
  expect(changesInWords(told)).toBe('3 of 1,440 deliveries  1.5 MB  12,345 rows')
})

it('draws a few times a second, never wider than the terminal, and takes the line away', () => {
  const { world, line } = terminal(20)
  for (world.time = 0; world.time < 1000; world.time += 10) line.tell(words)
  expect(world.written.split('\r\u001B[K')).toHaveLength(4)
  expect(world.written.split('\r\u001B[K').at(-1)).toBe('45%  4.5 MB of 10.0')
  line.clear()
  expect(world.written.endsWith('\r\u001B[K')).toBe(true)
})

it('writes nothing where there is no terminal, or where it is over at once', () => {
  const none = terminal()
  none.world.time = 5000
  none.line.tell(words)
  none.line.clear()
  const short = terminal(80)
  short.line.tell(words)
  short.line.clear()
  expect(none.world.written + short.world.written).toBe('')
})
