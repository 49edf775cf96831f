import { strongest } from './holds.ts'
import type { Holds } from './holds.ts'
import { matchesBeginning } from './matches-beginning.ts'
import { isRecord, textsOf } from './read-ram-policy.ts'

/**
 * Whether the condition of a statement is met when OSS writes. Only the time is known here, and how the key of whoever took on a
 * role begins: where OSS writes from, and over what, is its own affair. https://www.alibabacloud.com/help/en/ram/conditional-operator
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

/** Of several values one must hold; of an operator that says `Not`, none. */
function judgePart(operator: string, key: string, value: unknown, now: number): Holds {
  const values = textsOf(value)
  if (values === undefined) return 'unknown'
  switch (key.toLowerCase()) {
    case 'acs:currenttime':
      return judgeTime(operator, values, now)
    case 'acs:accessid':
      return judgeKey(operator, values)
    default:
      return 'unknown'
  }
}

function judgeTime(operator: string, values: readonly string[], now: number): Holds {
  const compare = dateOperators[operator]
  const times = values.map((text) => Date.parse(text))
  if (compare === undefined || times.some(Number.isNaN)) return 'unknown'
  return times.some((time) => compare(now, time)) ? 'yes' : 'no'
}

function judgeKey(operator: string, patterns: readonly string[]): Holds {
  const found = strongest(patterns.map((pattern) => matchesBeginning(pattern, 'STS.')))
  if (operator === 'StringLike') return found
  if (operator !== 'StringNotLike' || found === 'unknown') return 'unknown'
  return found === 'yes' ? 'no' : 'yes'
}

const dateOperators: Readonly<Record<string, (now: number, time: number) => boolean>> = {
  DateLessThan: (now, time) => now < time,
  DateLessThanEquals: (now, time) => now <= time,
  DateGreaterThan: (now, time) => now > time,
  DateGreaterThanEquals: (now, time) => now >= time,
}
