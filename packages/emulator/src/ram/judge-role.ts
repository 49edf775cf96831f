import type { PolicyContext } from '../policies/policy-context.ts'
import { textsOf, valueAt } from '../policies/policy-values.ts'
import { matchesWildcards } from '../policies/wildcards.ts'
import { meetsRamConditions } from './meets-ram-conditions.ts'

/** What a role wants to do, and what conditions may look at. */
export interface RoleRequest {
  readonly action: string
  /** The resource, in each way in which policies spell it. */
  readonly resources: readonly string[]
  readonly context: PolicyContext
}

/** What policies say to a request: some statement denies it, else one allows it, else none is about it. */
export type Verdict = 'allow' | 'deny' | 'none'

/**
 * What the policies of a role say to something that it wants to do.
 * https://www.alibabacloud.com/help/en/oss/user-guide/how-oss-works-with-ram
 */
export function judgeRole(policies: readonly string[], request: RoleRequest): Verdict {
  return judge(policies.flatMap(statementsOf), (statement) => isAbout(statement, request))
}

/**
 * What the policy of a bucket says to the session of a role, as `arn:sts::1:assumed-role/name/session`. A list of nobody means
 * everybody. Digits are an account or a user, which a role is not: "Principal must follow this format: arn:sts::...". Where
 * everybody is meant without a condition the account that owns the bucket is not; its roles are.
 * https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
 */
export function judgeSession(
  bucketPolicy: string | undefined,
  session: string,
  request: RoleRequest,
): Verdict {
  if (bucketPolicy === undefined) return 'none'
  return judge(statementsOf(bucketPolicy), (statement) => {
    const principals = textsOf(valueAt(statement, 'Principal'))
    return (
      (principals.length === 0 || principals.some((one) => matchesWildcards(one, session))) &&
      isAbout(statement, request)
    )
  })
}

/** Whether a trust policy lets a service act as the role. */
export function trustsService(trust: string, service: string, context: PolicyContext): boolean {
  const verdict = judge(
    statementsOf(trust),
    (statement) =>
      namesAction(statement, 'sts:AssumeRole') &&
      textsOf(valueAt(valueAt(statement, 'Principal'), 'Service')).includes(service) &&
      meetsRamConditions(valueAt(statement, 'Condition'), context),
  )
  return verdict === 'allow'
}

/** Of several: a denial holds before all that allows. */
export function strictest(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('deny')) return 'deny'
  return verdicts.includes('allow') ? 'allow' : 'none'
}

function judge(statements: readonly unknown[], isMeant: (statement: unknown) => boolean): Verdict {
  const effects = new Set(statements.filter(isMeant).map((one) => valueAt(one, 'Effect')))
  if (effects.has('Deny')) return 'deny'
  return effects.has('Allow') ? 'allow' : 'none'
}

function isAbout(statement: unknown, { action, resources, context }: RoleRequest): boolean {
  const patterns = textsOf(valueAt(statement, 'Resource'))
  return (
    namesAction(statement, action) &&
    patterns.some((pattern) => resources.some((resource) => matchesWildcards(pattern, resource))) &&
    meetsRamConditions(valueAt(statement, 'Condition'), context)
  )
}

function statementsOf(policy: string): readonly unknown[] {
  const document: unknown = JSON.parse(policy)
  const statements = valueAt(document, 'Statement')
  return Array.isArray(statements) ? statements : []
}

/** By `Action`, or by all but `NotAction`. */
function namesAction(statement: unknown, action: string): boolean {
  const isNamed = (patterns: unknown): boolean =>
    textsOf(patterns).some((pattern) =>
      matchesWildcards(pattern.toLowerCase(), action.toLowerCase()),
    )
  const actions = valueAt(statement, 'Action')
  return actions === undefined ? !isNamed(valueAt(statement, 'NotAction')) : isNamed(actions)
}
