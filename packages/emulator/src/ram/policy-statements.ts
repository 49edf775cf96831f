import { isObject } from '../policies/policy-values.ts'

/** What is wrong with the grammar of a policy, in words. Each service has its own code for it. */
export class PolicyGrammarError extends Error {}

export type PolicyStatement = ReadonlyMap<string, unknown>

/**
 * The statements of a policy of Alibaba Cloud: JSON with the version "1" and statements, each with an effect, and with actions
 * or all but some. Throws a `PolicyGrammarError`.
 * https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax
 */
export function policyStatements(document: string): readonly PolicyStatement[] {
  const policy = parse(document)
  const statements: unknown = policy.get('Statement')
  if (policy.get('Version') !== '1') throw new PolicyGrammarError('the version must be "1"')
  if (!Array.isArray(statements) || statements.length === 0)
    throw new PolicyGrammarError('"Statement" must be a list of statements')
  return statements.map(readStatement)
}

/** What a statement names its actions by. */
export function actionsOf(statement: PolicyStatement): readonly string[] {
  return textsIn(statement, statement.has('Action') ? 'Action' : 'NotAction')
}

/** An element that is one text, or a list of some. */
export function textsIn(statement: PolicyStatement, name: string): readonly string[] {
  const value = statement.get(name)
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  const read = texts.filter((text) => typeof text === 'string')
  if (read.length !== texts.length || read.length === 0)
    throw new PolicyGrammarError(`"${name}" must be a text, or a list of texts`)
  return read
}

function readStatement(statement: unknown): PolicyStatement {
  if (!isObject(statement)) throw new PolicyGrammarError('a statement must be an object')
  const fields = new Map<string, unknown>(Object.entries(statement))
  for (const name of fields.keys())
    if (!known.has(name)) throw new PolicyGrammarError(`a statement has no "${name}"`)
  const effect = fields.get('Effect')
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicyGrammarError('"Effect" must be Allow or Deny')
  const condition = fields.get('Condition')
  if (condition !== undefined && !isObject(condition))
    throw new PolicyGrammarError('"Condition" must be an object')
  if (fields.has('Action') === fields.has('NotAction'))
    throw new PolicyGrammarError('a statement has either "Action" or "NotAction"')
  actionsOf(fields)
  return fields
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
    throw new PolicyGrammarError('it is no JSON')
  }
  throw new PolicyGrammarError('it is no object')
}
