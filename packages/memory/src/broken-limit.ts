import type { PathCapability } from '@bucket-inventory/core'

/** What the table wants instead of this value, in words; `undefined` where the value is within its limits. */
export function brokenLimit(capability: PathCapability, value: unknown): string | undefined {
  const { minimum, maximum, maximumLength, pattern } = capability
  if (typeof value === 'number') {
    if (minimum !== undefined && value < minimum) return `at least ${minimum}, not ${value}`
    if (maximum !== undefined && value > maximum) return `at most ${maximum}, not ${value}`
  }
  if (typeof value === 'string') {
    if (maximumLength !== undefined && value.length > maximumLength) {
      return `at most ${maximumLength} characters, not ${value.length}`
    }
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
      return `text that matches ${pattern}, not ${JSON.stringify(value)}`
    }
  }
  return undefined
}
