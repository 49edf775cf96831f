/** The signed integer that an unsigned one stands for: 0, -1, 1, -2, ... A bigint only where a number would round. */
export function zigzag(value: number | bigint): number | bigint {
  if (typeof value === 'number') {
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const signed = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))
  return narrow(signed)
}

/** The integer as a number, if that holds it. */
export function narrow(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
    ? Number(value)
    : value
}
