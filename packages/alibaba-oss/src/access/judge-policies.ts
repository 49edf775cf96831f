import { judgeCondition } from './judge-condition.ts'
import { textsOf } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'

/**
 * `none`: nothing allows it. `deny`: something denies it. `unknown`: a statement decides it that holds under a condition of
 * which nobody here knows whether it is met.
 */
export type Judgement = 'allow' | 'deny' | 'none' | 'unknown'

/** One thing that a role is to do. */
export interface RamRequest {
  readonly action: string
  /** The resource in every spelling that policies have for it, as `acs:oss:oss-cn-hangzhou:ACCOUNT:bucket/key`. */
  readonly resources: readonly string[]
}

/**
 * Whether policies let it be done: none denies it, and one allows it.
 * https://www.alibabacloud.com/help/en/oss/user-guide/how-oss-works-with-ram
 */
export function judgePolicies(policies: readonly ReadPolicy[], request: RamRequest): Judgement {
  return judgeStatements(
    policies.flatMap(({ statements }) => statements),
    (statement) =>
      meet(
        coversAction(statement, request.action),
        covers(statement, 'Resource', (pattern) =>
          request.resources.some((resource) => matchesRam(pattern, resource)),
        ),
      ),
  )
}

/** The same of any statements: `concerns` tells whether one is about it. */
export function judgeStatements(
  statements: readonly Readonly<Record<string, unknown>>[],
  concerns: (statement: Readonly<Record<string, unknown>>) => Holds,
): Judgement {
  const held = (effect: 'Allow' | 'Deny') =>
    statements
      .filter(({ Effect }) => Effect === effect)
      .map((statement) => meet(concerns(statement), judgeCondition(statement['Condition'])))
  const denied = held('Deny')
  const allowed = held('Allow')
  if (denied.includes('yes')) return 'deny'
  if (!allowed.includes('yes') && !allowed.includes('unknown')) return 'none'
  return allowed.includes('yes') && !denied.includes('unknown') ? 'allow' : 'unknown'
}

/** Whether something holds. */
export type Holds = 'yes' | 'no' | 'unknown'

/** Whether both hold. */
export function meet(one: Holds, other: Holds): Holds {
  if (one === 'no' || other === 'no') return 'no'
  return one === 'yes' && other === 'yes' ? 'yes' : 'unknown'
}

/** Whether a statement is about an action, in any case. */
export function coversAction(statement: Readonly<Record<string, unknown>>, action: string): Holds {
  const asked = action.toLowerCase()
  return covers(statement, 'Action', (pattern) => matchesRam(pattern.toLowerCase(), asked))
}

/** An element, or what it excludes under its name with `Not`. What is neither may mean anything. */
function covers(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  matches: (pattern: string) => boolean,
): Holds {
  const { [name]: included, [`Not${name}`]: excluded } = statement
  const patterns = textsOf(included ?? excluded)
  if (patterns === undefined) return 'unknown'
  const isNamed = patterns.some(matches)
  return isNamed === (included !== undefined) ? 'yes' : 'no'
}

/** `*` is any text, `?` any character. In time that grows with the product of both lengths. */
export function matchesRam(pattern: string, text: string): boolean {
  const [wanted, given] = [Array.from(pattern), Array.from(text)]
  let [at, star, back] = [0, -1, 0]
  let position = 0
  while (position < given.length) {
    const sign = wanted[at]
    if (sign === '*') {
      star = at
      back = position
      at += 1
    } else if (sign !== undefined && (sign === '?' || sign === given[position])) {
      at += 1
      position += 1
    } else if (star >= 0) {
      back += 1
      position = back
      at = star + 1
    } else return false
  }
  return wanted.slice(at).every((sign) => sign === '*')
}
