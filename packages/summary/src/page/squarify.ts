/** A place within a whole of 1 by 1. */
export interface Tile {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Tiles whose areas are as the weights, as square as may be: a squarified treemap (Bruls, Huizing, van Wijk 2000). Weights must be
 * positive, and are best largest first. `aspect`: width of the whole to its height.
 */
export function squarify(weights: readonly number[], aspect: number): Tile[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0) return []
  const areas = weights.map((weight) => (weight / total) * aspect)
  const tiles: Tile[] = []
  let left = { x: 0, y: 0, width: aspect, height: 1 }
  for (let first = 0; first < areas.length;) {
    const side = Math.min(left.width, left.height)
    let count = 1
    while (
      first + count < areas.length &&
      worst(areas.slice(first, first + count + 1), side) <=
        worst(areas.slice(first, first + count), side)
    ) {
      count++
    }
    const row = areas.slice(first, first + count)
    left = placeRow(row, left, tiles)
    first += count
  }
  return tiles.map(({ x, y, width, height }) => ({
    x: x / aspect,
    y,
    width: width / aspect,
    height,
  }))
}

/** The most that a tile of a row along this side is longer than it is wide. */
function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0)
  const thickness = sum / side
  return Math.max(
    ...row.map((area) => {
      const length = area / thickness
      return Math.max(length / thickness, thickness / length)
    }),
  )
}

/** Places a row along the shorter side, and gives what is left. */
function placeRow(row: readonly number[], left: Tile, tiles: Tile[]): Tile {
  const sum = row.reduce((total, area) => total + area, 0)
  const { x, y, width, height } = left
  let at = 0
  if (width >= height) {
    const thickness = Math.min(sum / height, width)
    for (const area of row) {
      tiles.push({ x, y: y + at, width: thickness, height: area / thickness })
      at += area / thickness
    }
    return { x: x + thickness, y, width: Math.max(0, width - thickness), height }
  }
  const thickness = Math.min(sum / width, height)
  for (const area of row) {
    tiles.push({ x: x + at, y, width: area / thickness, height: thickness })
    at += area / thickness
  }
  return { x, y: y + thickness, width, height: Math.max(0, height - thickness) }
}
