import { meet, strongest } from './holds.ts'
import type { Holds } from './holds.ts'
import { judgeCondition } from './judge-condition.ts'
import { matchesRam } from './matches-ram.ts'
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

/** A statement of a policy, of which nothing is known. */
export type Statement = Readonly<Record<string, unknown>>

/**
 * Whether policies let it be done: none denies it, and one allows it, or something else does.
 * https://www.alibabacloud.com/help/en/oss/user-guide/how-oss-works-with-ram
 */
export function judgePolicies(
  policies: readonly ReadPolicy[],
  request: RamRequest,
  allowedElsewhere: Holds = 'no',
): Judgement {
  const statements = policies.flatMap((policy) => policy.statements)
  return judgeStatements(statements, (one) => concerns(one, request), allowedElsewhere)
}

/** The same of any statements: `isMeant` tells whether one is about it. */
export function judgeStatements(
  statements: readonly Statement[],
  isMeant: (statement: Statement) => Holds,
  allowedElsewhere: Holds = 'no',
): Judgement {
  const denied = heldBy(statements, 'Deny', isMeant)
  const allowed = strongest([heldBy(statements, 'Allow', isMeant), allowedElsewhere])
  if (denied === 'yes') return 'deny'
  if (allowed === 'no') return 'none'
  return allowed === 'yes' && denied === 'no' ? 'allow' : 'unknown'
}

/** Whether some statement with the effect is about it, and its condition is met. */
export function heldBy(
  statements: readonly Statement[],
  effect: 'Allow' | 'Deny',
  isMeant: (statement: Statement) => Holds,
): Holds {
  return strongest(
    statements
      .filter(({ Effect }) => Effect === effect)
      .map((statement) => meet(isMeant(statement), judgeCondition(statement['Condition']))),
  )
}

/** Whether the action and the resource of a statement are those of the request. */
export function concerns(statement: Statement, { action, resources }: RamRequest): Holds {
  return meet(
    coversAction(statement, action),
    covers(statement, 'Resource', (pattern) =>
      resources.some((resource) => matchesRam(pattern, resource)),
    ),
  )
}

/** Whether a statement is about an action, in any case. */
export function coversAction(statement: Statement, action: string): Holds {
  const asked = action.toLowerCase()
  return covers(statement, 'Action', (pattern) => matchesRam(pattern.toLowerCase(), asked))
}

/** An element, or what it excludes under its name with `Not`. What is neither may mean anything. */
function covers(
  statement: Statement,
  name: 'Action' | 'Resource',
  matches: (pattern: string) => boolean,
): Holds {
  const { [name]: included, [`Not${name}`]: excluded } = statement
  const patterns = textsOf(included ?? excluded)
  if (patterns === undefined) return 'unknown'
  const isNamed = patterns.some(matches)
  return isNamed === (included !== undefined) ? 'yes' : 'no'
}
