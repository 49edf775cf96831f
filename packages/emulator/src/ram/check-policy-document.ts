import { isObject } from '../policies/policy-values.ts'
import { ramError } from './ram-error.ts'

/** How long a policy may be, in bytes. */
const maxBytes = 6144

/**
 * Refuses what is no policy of a role: JSON with a version and statements, each with an effect, actions and resources.
 * https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax
 */
export function checkPermissionDocument(document: string): void {
  if (Buffer.byteLength(document) > maxBytes)
    throw ramError('InvalidParameter.PolicyDocument.Length')
  for (const statement of statementsOf(document)) {
    const action = checkActions(statement)
    checkTexts(statement, 'Resource')
    if (statement.has('Principal')) throw malformed('a policy of permissions has no "Principal"')
    if (action.some((name) => name !== '*' && !/^[\w*-]+:[\w*?:-]+$/.test(name)))
      throw malformed(`the action "${action.join(', ')}" is invalid`)
  }
}

/** Refuses what does not say who may take on a role. */
export function checkTrustDocument(document: string): void {
  if (Buffer.byteLength(document) > maxBytes)
    throw ramError('InvalidParameter.PolicyDocument.Length')
  for (const statement of statementsOf(document)) {
    checkActions(statement)
    const principal = statement.get('Principal')
    const kinds = isObject(principal) ? Object.keys(principal) : []
    if (
      kinds.length === 0 ||
      !kinds.every((kind) => ['RAM', 'Service', 'Federated'].includes(kind))
    )
      throw malformed('"Principal" must name RAM, Service or Federated')
    if (statement.has('Resource')) throw malformed('a trust policy has no "Resource"')
  }
}

function statementsOf(document: string): readonly ReadonlyMap<string, unknown>[] {
  const policy = parse(document)
  const statements: unknown = policy.get('Statement')
  if (policy.get('Version') !== '1') throw malformed('the version must be "1"')
  if (!Array.isArray(statements) || statements.length === 0)
    throw malformed('"Statement" must be a list of statements')
  return statements.map((statement: unknown) => {
    if (!isObject(statement)) throw malformed('a statement must be an object')
    const fields = new Map(Object.entries(statement))
    for (const name of fields.keys())
      if (!known.has(name)) throw malformed(`a statement has no "${name}"`)
    const effect = fields.get('Effect')
    if (effect !== 'Allow' && effect !== 'Deny') throw malformed('"Effect" must be Allow or Deny')
    const condition = fields.get('Condition')
    if (condition !== undefined && !isObject(condition))
      throw malformed('"Condition" must be an object')
    return fields
  })
}

const known: ReadonlySet<string> = new Set([
  'Action',
  'Condition',
  'Effect',
  'NotAction',
  'Principal',
  'Resource',
])

function parse(document: string): ReadonlyMap<string, unknown> {
  try {
    const policy: unknown = JSON.parse(document)
    if (isObject(policy)) return new Map(Object.entries(policy))
  } catch {
    throw malformed('it is no JSON')
  }
  throw malformed('it is no object')
}

/** A statement names what it is about, or what it is not about. */
function checkActions(statement: ReadonlyMap<string, unknown>): readonly string[] {
  if (statement.has('Action') === statement.has('NotAction'))
    throw malformed('a statement has either "Action" or "NotAction"')
  return checkTexts(statement, statement.has('Action') ? 'Action' : 'NotAction')
}

function checkTexts(statement: ReadonlyMap<string, unknown>, name: string): readonly string[] {
  const value = statement.get(name)
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  const read = texts.filter((text) => typeof text === 'string')
  if (read.length !== texts.length || read.length === 0)
    throw malformed(`"${name}" must be a text, or a list of texts`)
  return read
}

function malformed(detail: string): Error {
  return ramError('MalformedPolicyDocument', `The policy document is malformed: ${detail}.`)
}
