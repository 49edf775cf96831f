import { repeatedMember } from './policy-json.ts'

/** A statement of a policy, as it was read. */
export interface PolicyStatement {
  /** From 1, as people count. */
  readonly number: number
  readonly sid?: string
  readonly effect: 'Allow' | 'Deny'
  readonly principal: PolicyPrincipal
  readonly action: PolicyWords
  readonly resource: PolicyWords
  readonly conditions: readonly PolicyCondition[]
}

/** What is named, or what is excepted: `Action` or `NotAction`. */
export interface PolicyWords {
  readonly not: boolean
  readonly words: readonly string[]
}

export interface PolicyPrincipal {
  readonly not: boolean
  /** By type: `AWS`, `Service`, `Federated`, `CanonicalUser`. `"*"` alone is of type `AWS`. */
  readonly words: ReadonlyMap<string, readonly string[]>
}

export interface PolicyCondition {
  /** With what stands before and behind it: `ForAllValues:StringEqualsIfExists`. */
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

export interface PolicyDocument {
  /** Whether `${...}` is a variable. */
  readonly variables: boolean
  readonly statements: readonly PolicyStatement[]
}

/** Reads a policy of a resource; or says, in words, why it is none. What it does not know it passes over. */
export function readPolicyDocument(text: string): PolicyDocument | string {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    return 'it is no JSON'
  }
  if (!isObject(written)) return 'it is no JSON object'
  const repeated = repeatedMember(text)
  if (repeated !== undefined) return `it has "${repeated}" twice in one place`
  const version = written['Version']
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    return `its version is ${JSON.stringify(version)}, neither 2012-10-17 nor 2008-10-17`
  }
  const found = written['Statement']
  const entries: readonly unknown[] = Array.isArray(found) ? found : [found]
  const statements: PolicyStatement[] = []
  for (const [index, entry] of entries.entries()) {
    const statement = readStatement(entry, index + 1)
    if (typeof statement === 'string') return statement
    statements.push(statement)
  }
  return { variables: version === '2012-10-17', statements }
}

function readStatement(entry: unknown, number: number): PolicyStatement | string {
  if (!isObject(entry)) return `statement ${number} is no JSON object`
  const { Sid: sid, Effect: effect } = entry
  if (effect !== 'Allow' && effect !== 'Deny') {
    return `statement ${number} has neither the effect Allow nor Deny`
  }
  const principal = readPrincipal(entry)
  const action = readWords(entry, 'Action')
  const resource = readWords(entry, 'Resource')
  const conditions = readConditions(entry['Condition'])
  if (principal === undefined) return `statement ${number} names no principal that can be read`
  if (action === undefined) return `statement ${number} names no action that can be read`
  if (resource === undefined) return `statement ${number} names no resource that can be read`
  if (conditions === undefined) return `statement ${number} has a condition that cannot be read`
  return {
    number,
    ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
    effect,
    principal,
    action,
    resource,
    conditions,
  }
}

/** One of the two must be there, and not both. */
function eitherOf(entry: Written, name: string): { not: boolean; value: unknown } | undefined {
  const [named, excepted] = [entry[name], entry[`Not${name}`]]
  if ((named === undefined) === (excepted === undefined)) return undefined
  return named === undefined ? { not: true, value: excepted } : { not: false, value: named }
}

function readWords(entry: Written, name: string): PolicyWords | undefined {
  const found = eitherOf(entry, name)
  const words = found && textsOf(found.value)
  return found === undefined || words === undefined ? undefined : { not: found.not, words }
}

function readPrincipal(entry: Written): PolicyPrincipal | undefined {
  const found = eitherOf(entry, 'Principal')
  if (found === undefined) return undefined
  const { not, value } = found
  if (value === '*') return { not, words: new Map([['AWS', ['*']]]) }
  if (!isObject(value)) return undefined
  const words = new Map<string, readonly string[]>()
  for (const [type, names] of Object.entries(value)) {
    const texts = textsOf(names)
    if (texts === undefined) return undefined
    words.set(type, texts)
  }
  return { not, words }
}

function readConditions(written: unknown): PolicyCondition[] | undefined {
  if (written === undefined) return []
  if (!isObject(written)) return undefined
  const conditions: PolicyCondition[] = []
  for (const [operator, keys] of Object.entries(written)) {
    if (!isObject(keys)) return undefined
    for (const [key, found] of Object.entries(keys)) {
      const values = textsOf(found)
      if (values === undefined) return undefined
      conditions.push({ operator, key, values })
    }
  }
  return conditions
}

/** One or several; `true` and `1` are texts, as the services take them. */
function textsOf(value: unknown): string[] | undefined {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value]
  const texts: string[] = []
  for (const entry of entries) {
    if (typeof entry === 'boolean' || typeof entry === 'number') texts.push(String(entry))
    else if (typeof entry === 'string') texts.push(entry)
    else return undefined
  }
  return texts
}

type Written = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
