import type { Holds } from './judge-policies.ts'
import { isRecord, textsOf } from './read-ram-policy.ts'

/**
 * Whether the condition of a statement is met when OSS writes. Only the time is known here: where OSS writes from, and over
 * what, is its own affair. https://www.alibabacloud.com/help/en/ram/conditional-operator
 */
export function judgeCondition(condition: unknown, now = Date.now()): Holds {
  if (condition === undefined) return 'yes'
  if (!isRecord(condition)) return 'unknown'
  const parts = new Set(
    Object.entries(condition).flatMap(([operator, keys]) =>
      isRecord(keys)
        ? Object.entries(keys).map(([key, value]) => judgePart(operator, key, value, now))
        : (['unknown'] as const),
    ),
  )
  if (parts.has('no')) return 'no'
  return parts.has('unknown') ? 'unknown' : 'yes'
}

/** Of several values one must hold. */
function judgePart(operator: string, key: string, value: unknown, now: number): Holds {
  const compare = key.toLowerCase() === 'acs:currenttime' ? dateOperators[operator] : undefined
  const times = textsOf(value)?.map((text) => Date.parse(text))
  if (compare === undefined || times === undefined || times.some(Number.isNaN)) return 'unknown'
  return times.some((time) => compare(now, time)) ? 'yes' : 'no'
}

const dateOperators: Readonly<Record<string, (now: number, time: number) => boolean>> = {
  DateLessThan: (now, time) => now < time,
  DateLessThanEquals: (now, time) => now <= time,
  DateGreaterThan: (now, time) => now > time,
  DateGreaterThanEquals: (now, time) => now >= time,
}
