/* oxlint-disable typescript/no-non-null-assertion -- loops stay within the values that are there */

/** The signed integer that an unsigned one stands for: 0, -1, 1, -2, ... A bigint only where a number would round. */
export function zigzag(value: number | bigint): number | bigint {
  if (typeof value === 'number') {
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const signed = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))
  return narrow(signed)
}

/** The same for the first values of a list, all of up to so many bits, which are 48 at most. */
export function zigzagAll(values: Float64Array, length: number, width: number): void {
  if (width > 32) {
    for (let i = 0; i < length; i++) {
      const half = Math.floor(values[i]! / 2)
      values[i] = values[i] === half * 2 ? half : -half - 1
    }
    return
  }
  for (let i = 0; i < length; i++) {
    const value = values[i]! >>> 0
    values[i] = (value >>> 1) ^ -(value & 1)
  }
}

/** The integer as a number, if that holds it. */
export function narrow(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
    ? Number(value)
    : value
}
