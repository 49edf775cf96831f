import { isObject } from '../policies/policy-values.ts'
import { actionsOf, PolicyGrammarError, policyStatements, textsIn } from './policy-statements.ts'
import type { PolicyStatement } from './policy-statements.ts'
import { ramError } from './ram-error.ts'

/** How long a policy may be, in bytes. */
const maxBytes = 6144

/** Refuses what is no policy of a role: statements with actions and resources, and nobody named. */
export function checkPermissionDocument(document: string): void {
  check(document, (statement) => {
    textsIn(statement, 'Resource')
    if (statement.has('Principal'))
      throw new PolicyGrammarError('a policy of permissions has no "Principal"')
    const actions = actionsOf(statement)
    if (actions.some((name) => name !== '*' && !/^[\w*-]+:[\w*?:-]+$/.test(name)))
      throw new PolicyGrammarError(`the action "${actions.join(', ')}" is invalid`)
  })
}

/** Refuses what does not say who may take on a role. */
export function checkTrustDocument(document: string): void {
  check(document, (statement) => {
    const principal = statement.get('Principal')
    const kinds = isObject(principal) ? Object.keys(principal) : []
    const isKnown = kinds.every((kind) => ['RAM', 'Service', 'Federated'].includes(kind))
    if (kinds.length === 0 || !isKnown)
      throw new PolicyGrammarError('"Principal" must name RAM, Service or Federated')
    if (statement.has('Resource')) throw new PolicyGrammarError('a trust policy has no "Resource"')
  })
}

function check(document: string, checkStatement: (statement: PolicyStatement) => void): void {
  if (Buffer.byteLength(document) > maxBytes)
    throw ramError('InvalidParameter.PolicyDocument.Length')
  try {
    for (const statement of policyStatements(document)) checkStatement(statement)
  } catch (error) {
    if (!(error instanceof PolicyGrammarError)) throw error
    throw ramError('MalformedPolicyDocument', `The policy document is malformed: ${error.message}.`)
  }
}
