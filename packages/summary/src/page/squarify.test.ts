import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { squarify } from './squarify.ts'

const weights = fc
  .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
  .map((all) => all.toSorted((one, other) => other - one))

it('gives each weight its share of the area, within the whole, and none over another', () => {
  fc.assert(
    fc.property(weights, fc.double({ min: 0.3, max: 4, noNaN: true }), (all, aspect) => {
      const tiles = squarify(all, aspect)
      const total = all.reduce((sum, weight) => sum + weight, 0)
      expect(tiles).toHaveLength(all.length)
      for (const [index, { x, y, width, height }] of tiles.entries()) {
        expect(width * height).toBeCloseTo((all[index] ?? 0) / total, 6)
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9)
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9)
        for (const other of tiles.slice(0, index)) {
          const across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x)
          const down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y)
          expect(Math.min(across, down)).toBeLessThan(1e-9)
        }
      }
    }),
  )
})

it('makes tiles nearly square where the weights allow it', () => {
  const tiles = squarify([1, 1, 1, 1, 1, 1], 1.5)
  for (const { width, height } of tiles) expect((width * 1.5) / height).toBeCloseTo(1, 6)
})

it('gives nothing for nothing', () => {
  expect(squarify([], 1)).toStrictEqual([])
})
