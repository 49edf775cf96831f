const perMillisecond = 1000n
/** What a Date can hold, in milliseconds. */
const latest = 8_640_000_000_000_000n

/**
 * Microseconds since 1970 as ISO 8601 without a zone, with milliseconds, or microseconds, only where there are some; `undefined`
 * for what no calendar of JavaScript has, such as infinity.
 */
export function instantText(microseconds: bigint): string | undefined {
  const rest = ((microseconds % perMillisecond) + perMillisecond) % perMillisecond
  const milliseconds = (microseconds - rest) / perMillisecond
  if (milliseconds > latest || milliseconds < -latest) return undefined
  const text = new Date(Number(milliseconds)).toISOString().slice(0, -1)
  if (rest !== 0n) return `${text}${String(rest).padStart(3, '0')}`
  return text.replace('.000', '')
}
