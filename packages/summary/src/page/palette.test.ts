import { describe, expect, it } from 'vitest'

import { restTile, schemes, tiles, tileText } from './palette.ts'

type Rgb = readonly [number, number, number]
type Matrix = readonly [Rgb, Rgb, Rgb]

/** How colours are seen without one kind of cones: Machado, Oliveira, Fernandes 2009, severity 1; and with all of them. */
const visions: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function linear(colour: string): Rgb {
  const part = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

function times(row: Rgb, [red, green, blue]: Rgb): number {
  return row[0] * red + row[1] * green + row[2] * blue
}

function seen(matrix: Matrix, rgb: Rgb): Rgb {
  const clamp = (value: number): number => Math.min(1, Math.max(0, value))
  return [clamp(times(matrix[0], rgb)), clamp(times(matrix[1], rgb)), clamp(times(matrix[2], rgb))]
}

/** Oklab, in which distances are as large as they look. */
function lab(rgb: Rgb): Rgb {
  const long = Math.cbrt(times([0.4122214708, 0.5363325363, 0.0514459929], rgb))
  const middle = Math.cbrt(times([0.2119034982, 0.6806995451, 0.1073969566], rgb))
  const short = Math.cbrt(times([0.0883024619, 0.2817188376, 0.6299787005], rgb))
  const cones: Rgb = [long, middle, short]
  return [
    times([0.2104542553, 0.793617785, -0.0040720468], cones),
    times([1.9779984951, -2.428592205, 0.4505937099], cones),
    times([0.0259040371, 0.7827717662, -0.808675766], cones),
  ]
}

function contrast(one: string, other: string): number {
  const luminance = (colour: string) => times([0.2126, 0.7152, 0.0722], linear(colour))
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(Object.entries(schemes))('the %s scheme', (_, scheme) => {
  it.each(['text', 'muted', 'accent', 'good', 'bad', 'unsure'] as const)(
    'has a contrast of 4.5 to 1 for text in "%s", on the page and on cards',
    (name) => {
      expect(contrast(scheme[name], scheme.page)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(scheme[name], scheme.surface)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('has it for what is marked too', () => {
    expect(contrast(scheme.text, scheme.mark)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([...scheme.series, scheme.rest, ...tiles, restTile])(
    'has a contrast of 3 to 1 for parts of plots in %s',
    (colour) => {
      expect(contrast(colour, scheme.surface)).toBeGreaterThanOrEqual(3)
    },
  )

  it.each(Object.entries(visions))('has a series that is told apart with %s', (_, matrix) => {
    const points = scheme.series.map((colour) => lab(seen(matrix, linear(colour))))
    const distances = points.flatMap((one, index) =>
      points
        .slice(0, index)
        .map((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])),
    )
    expect(Math.min(...distances)).toBeGreaterThan(0.1)
  })
})

it.each([...tiles, restTile])('has a contrast of 4.5 to 1 for text on tiles in %s', (colour) => {
  expect(contrast(tileText, colour)).toBeGreaterThanOrEqual(4.5)
})
