import { fillVariables } from './fill-variables.ts'
import { meetsConditions } from './meets-conditions.ts'
import type { PolicyContext } from './policy-context.ts'
import { textsOf, valueAt } from './policy-values.ts'
import { matchesWildcards } from './wildcards.ts'

/** What a service wants to do, and what a policy's conditions may look at. */
export interface ServiceRequest {
  /** `s3.amazonaws.com`. */
  readonly service: string
  readonly action: string
  /** ARN of the object, or of the key. */
  readonly resource: string
  readonly context: PolicyContext
}

/**
 * Whether the policy of a resource lets a service of AWS do something: a statement allows it and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allowsService(policy: string, request: ServiceRequest): boolean {
  const document: unknown = JSON.parse(policy)
  // Before this version there were none: `${aws:SourceAccount}` is just that text.
  const variables = valueAt(document, 'Version') === '2012-10-17'
  const statements = valueAt(document, 'Statement')
  const meant = (Array.isArray(statements) ? statements : [statements]).filter((statement) =>
    isMeant(statement, request, variables),
  )
  const effects = new Set(meant.map((statement) => valueAt(statement, 'Effect')))
  return effects.has('Allow') && !effects.has('Deny')
}

function isMeant(
  statement: unknown,
  { service, action, resource, context }: ServiceRequest,
  variables: boolean,
): boolean {
  const isAction = (text: string): boolean =>
    matchesWildcards(text.toLowerCase(), action.toLowerCase())
  const isResource = (text: string): boolean => matchesWildcards(text, resource)
  const fill = (text: string): string | undefined =>
    variables ? fillVariables(text, context) : text
  const resources = [valueAt(statement, 'Resource'), valueAt(statement, 'NotResource')]
  // A variable without a value makes the statement invalid.
  if (resources.flatMap(textsOf).some((text) => fill(text) === undefined)) return false
  return (
    names(statement, 'Principal', (principal) => isService(principal, service)) &&
    names(statement, 'Action', (actions) => textsOf(actions).some(isAction)) &&
    names(statement, 'Resource', (given) =>
      textsOf(given).some((text) => isResource(fill(text) ?? '')),
    ) &&
    meetsConditions(valueAt(statement, 'Condition'), context, variables)
  )
}

/** By the element itself, or by its opposite, `NotAction` for `Action`. */
function names(statement: unknown, name: string, test: (value: unknown) => boolean): boolean {
  const positive = valueAt(statement, name)
  if (positive !== undefined) return test(positive)
  const negative = valueAt(statement, `Not${name}`)
  return negative !== undefined && !test(negative)
}

/** Everybody is a service too: a denial of all but some hits the service as well. */
function isService(principal: unknown, service: string): boolean {
  return (
    principal === '*' ||
    textsOf(valueAt(principal, 'AWS')).includes('*') ||
    textsOf(valueAt(principal, 'Service')).includes(service)
  )
}
