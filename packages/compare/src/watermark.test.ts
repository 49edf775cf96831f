import { describe, expect, it } from 'vitest'

import type { DifferenceVerdict } from './compared-object.ts'
import { isInFlight, watermark } from './watermark.ts'

const hour = 3_600_000
const noon = Date.parse('2026-11-20T12:00:00Z')
const margin = hour / 4

describe('isInFlight', () => {
  const copiedLater = { leftTime: noon, rightTime: noon + 3 * hour, margin, live: 'left' } as const

  it.each<[DifferenceVerdict, number, number, boolean]>([
    ['missing', noon - margin, Number.NaN, false],
    ['missing', noon - margin + 1, Number.NaN, true],
    ['size-differs', noon - margin, noon + hour, false],
    ['size-differs', noon - margin + 1, noon + hour, true],
    ['content-differs', noon - hour, noon + 2 * hour, false],
    ['content-differs', noon, noon - hour, true],
    ['extra', Number.NaN, noon + 2 * hour, false],
    ['missing', Number.NaN, Number.NaN, false],
    ['size-differs', Number.NaN, noon + hour, false],
  ])('decides %s, changed left at %d and right at %d', (verdict, left, right, excused) => {
    expect(isInFlight(watermark(copiedLater), verdict, left, right)).toBe(excused)
  })

  it('excuses what is missing since the older of both scans', () => {
    const scannedFirst = watermark({ ...copiedLater, rightTime: noon - 3 * hour })
    expect(isInFlight(scannedFirst, 'missing', noon - 2 * hour, Number.NaN)).toBe(true)
    expect(isInFlight(scannedFirst, 'missing', noon - 4 * hour, Number.NaN)).toBe(false)
    // The copy was in both reports: only a source that changed after its own scan explains it.
    expect(isInFlight(scannedFirst, 'size-differs', noon - 2 * hour, noon - 4 * hour)).toBe(false)
  })

  it('excuses by the right side only where that is live too', () => {
    const both = watermark({ ...copiedLater, live: 'both' })
    expect(isInFlight(both, 'extra', Number.NaN, noon)).toBe(true)
    expect(isInFlight(both, 'extra', Number.NaN, noon - margin)).toBe(false)
    expect(isInFlight(both, 'content-differs', noon - hour, noon + 3 * hour)).toBe(true)
    expect(isInFlight(both, 'content-differs', noon - hour, noon + 2 * hour)).toBe(false)
    expect(isInFlight(both, 'missing', noon - hour, Number.NaN)).toBe(false)
  })
})
