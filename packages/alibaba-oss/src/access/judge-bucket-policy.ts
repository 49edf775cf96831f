import { meet, strongest } from './holds.ts'
import type { Holds } from './holds.ts'
import { concerns, heldBy } from './judge-policies.ts'
import type { RamRequest, Statement } from './judge-policies.ts'
import { matchesBeginning } from './matches-beginning.ts'
import { textsOf } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'

/** A role at work: `arn:sts::ACCOUNT:assumed-role/ROLE/` and what OSS calls its session, which nobody says. */
export interface RoleSession {
  readonly account: string
  readonly role: string
}

/** How policies of buckets name a session of the role, whatever it is called. */
export function sessionsOf({ account, role }: RoleSession): string {
  return `${beginningOf({ account, role })}*`
}

/**
 * Whether a statement of a bucket's policy with the effect is about what a role does in a session. Those of a role count like
 * its own: one that allows will do, and one that denies stops it.
 * https://www.alibabacloud.com/help/en/oss/user-guide/authentication
 */
export function heldByBucket(
  { statements }: Pick<ReadPolicy, 'statements'>,
  effect: 'Allow' | 'Deny',
  session: RoleSession,
  request: RamRequest,
): Holds {
  return heldBy(statements, effect, (statement) =>
    meet(namesSession(statement, session), concerns(statement, request)),
  )
}

/**
 * Nobody in a list means everybody; digits are an account or a user, which a role is not.
 * https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
 */
function namesSession({ Principal: found }: Statement, session: RoleSession): Holds {
  const principals = textsOf(found)
  if (principals === undefined) return 'unknown'
  if (principals.length === 0) return 'yes'
  return strongest(principals.map((one) => matchesBeginning(one, beginningOf(session))))
}

function beginningOf({ account, role }: RoleSession): string {
  return `arn:sts::${account}:assumed-role/${role}/`
}
