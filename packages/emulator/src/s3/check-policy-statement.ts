import { entriesOf, isObject } from '../policies/policy-values.ts'
import { matchesWildcards } from '../policies/wildcards.ts'
import { checkPolicyConditions } from './check-policy-conditions.ts'
import { checkPolicyPrincipal } from './check-policy-principal.ts'
import { malformedPolicy } from './malformed-policy.ts'
import { isBucketAction, isObjectAction } from './policy-actions.ts'

const elements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

/**
 * Refuses a statement of a bucket policy that S3 refuses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPolicyStatement(statement: unknown, bucket: string): void {
  if (!isObject(statement)) throw malformedPolicy('Invalid policy syntax.')
  const given = new Map<string, unknown>(entriesOf(statement))
  for (const name of given.keys())
    if (!elements.has(name)) throw malformedPolicy(`Unknown field ${name}`)
  if (given.has('Sid') && typeof given.get('Sid') !== 'string')
    throw malformedPolicy('Invalid policy syntax.')
  const effect = given.get('Effect')
  if (effect === undefined) throw malformedPolicy('Missing required field Effect')
  if (effect !== 'Allow' && effect !== 'Deny')
    throw malformedPolicy(
      typeof effect === 'string' ? `Invalid effect: ${effect}` : 'Invalid policy syntax.',
    )
  // "NotPrincipal must be used with "Effect":"Deny"": reference_policies_elements_notprincipal.html
  if (given.has('NotPrincipal') && effect === 'Allow')
    throw malformedPolicy('Invalid principal in policy')
  checkPolicyPrincipal(required(given, 'Principal'))
  const actions = textsIn(required(given, 'Action'))
  for (const action of actions)
    if (!/^(?:\*|s3:[A-Za-z*?]+)$/i.test(action)) throw malformedPolicy('Policy has invalid action')
  const resources = textsIn(required(given, 'Resource'))
  if (resources.length === 0 || !resources.every((resource) => isOf(resource, bucket)))
    throw malformedPolicy('Policy has invalid resource')
  if (given.has('Action') && given.has('Resource')) checkMatch(actions, resources)
  if (given.has('Condition')) checkPolicyConditions(given.get('Condition'))
}

/** The element, or its opposite; not both. */
function required(given: ReadonlyMap<string, unknown>, name: string): unknown {
  const [positive, negative] = [given.get(name), given.get(`Not${name}`)]
  if (positive === undefined && negative === undefined)
    throw malformedPolicy(`Missing required field ${name}`)
  if (positive !== undefined && negative !== undefined)
    throw malformedPolicy('Invalid policy syntax.')
  return positive ?? negative
}

function textsIn(value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  return texts.map((text) => {
    if (typeof text !== 'string') throw malformedPolicy('Invalid policy syntax.')
    return text
  })
}

/** Whether a resource may be the bucket or an object in it; `*` alone is none: https://github.com/noobaa/noobaa-core/issues/10058 */
function isOf(resource: string, bucket: string): boolean {
  const name = /^arn:aws(?:-[a-z-]+)?:s3:::([^/]+)(?:\/.*)?$/su.exec(resource)?.[1]
  return name !== undefined && (name.includes('${') || matchesWildcards(name, bucket))
}

/** Every action must be one on some of the resources: `s3:PutObject` is none on a bucket. */
function checkMatch(actions: readonly string[], resources: readonly string[]): void {
  const hasObjects = resources.some((resource) => /[/*]/.test(resource))
  const hasBucket = resources.some((resource) => !resource.includes('/'))
  for (const action of actions)
    if ((isObjectAction(action) && !hasObjects) || (isBucketAction(action) && !hasBucket))
      throw malformedPolicy('Action does not apply to any resource(s) in statement')
}
