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

/**
 * Whether the policies of a role let it do something: a statement allows it and none denies it.
 * https://www.alibabacloud.com/help/en/oss/user-guide/how-oss-works-with-ram
 */
export function allowsRole(
  policies: readonly string[],
  { action, resources, context }: RoleRequest,
): boolean {
  return decide(policies.flatMap(statementsOf), (statement) => {
    const patterns = textsOf(valueAt(statement, 'Resource'))
    return (
      namesAction(statement, action) &&
      patterns.some((pattern) =>
        resources.some((resource) => matchesWildcards(pattern, resource)),
      ) &&
      meetsRamConditions(valueAt(statement, 'Condition'), context)
    )
  })
}

/** Whether a trust policy lets a service act as the role. */
export function trustsService(trust: string, service: string, context: PolicyContext): boolean {
  return decide(
    statementsOf(trust),
    (statement) =>
      namesAction(statement, 'sts:AssumeRole') &&
      textsOf(valueAt(valueAt(statement, 'Principal'), 'Service')).includes(service) &&
      meetsRamConditions(valueAt(statement, 'Condition'), context),
  )
}

function statementsOf(policy: string): readonly unknown[] {
  const document: unknown = JSON.parse(policy)
  const statements = valueAt(document, 'Statement')
  return Array.isArray(statements) ? statements : []
}

function decide(statements: readonly unknown[], isMeant: (statement: unknown) => boolean): boolean {
  const effects = new Set(statements.filter(isMeant).map((one) => valueAt(one, 'Effect')))
  return effects.has('Allow') && !effects.has('Deny')
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
