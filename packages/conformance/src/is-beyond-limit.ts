import type { PathCapability } from '@bucket-inventory/core'

/** Whether the value is beyond a limit that the table states. */
export function isBeyondLimit(capability: PathCapability, value: unknown): boolean {
  const { minimum = -Infinity, maximum = Infinity, maximumLength = Infinity, pattern } = capability
  if (typeof value === 'number') return value < minimum || value > maximum
  if (typeof value !== 'string') return false
  return (
    value.length > maximumLength ||
    (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value))
  )
}
