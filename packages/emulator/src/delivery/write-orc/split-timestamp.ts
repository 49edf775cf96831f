/** 2015-01-01T00:00:00Z in seconds: what timestamps are counted from. */
const epoch = 1_420_070_400

/**
 * A time as the two numbers that ORC keeps of it. The last second of 1969 is read as the first of 1970 where it has milliseconds:
 * in ORC the two look alike. https://orc.apache.org/specification/ORCv1/#timestamp-columns
 */
export function splitTimestamp(milliseconds: number): {
  readonly seconds: number
  readonly nanoseconds: number
} {
  const seconds = Math.floor(milliseconds / 1000)
  const rest = milliseconds - seconds * 1000
  // Before 1970 a second is rounded up where a millisecond is left: every reader takes it back.
  const rounded = seconds < 0 && rest > 0 ? seconds + 1 : seconds
  return { seconds: rounded - epoch, nanoseconds: withoutZeros(rest * 1_000_000) }
}

/** Nanoseconds without their last zeros, if there are two at least; the lowest three bits count them, less one. */
function withoutZeros(nanoseconds: number): number {
  if (nanoseconds === 0) return 0
  let digits = nanoseconds
  let zeros = 0
  while (digits % 10 === 0 && zeros < 8) {
    digits /= 10
    zeros += 1
  }
  return zeros < 2 ? nanoseconds * 8 : digits * 8 + zeros - 1
}
