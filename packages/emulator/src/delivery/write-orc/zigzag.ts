/** The least and the greatest number that {@link zigzag} keeps apart from its neighbours. */
export const leastInteger = -(2 ** 52)
export const greatestInteger = Number.MAX_SAFE_INTEGER

/** A whole number of either sign as one from 0 on: 0, -1, 1, -2 are 0, 1, 2, 3. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}
