/** What a service wants to do, and what a policy's conditions may look at. */
export interface ServiceRequest {
  /** `s3.amazonaws.com`. */
  readonly service: string
  readonly action: string
  /** ARN of the object. */
  readonly resource: string
  /** Keys of conditions in lower case; what is not here is absent. */
  readonly context: ReadonlyMap<string, string>
}

/**
 * Whether a bucket policy lets a service of AWS do something: a statement allows it and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allowsService(policy: string, request: ServiceRequest): boolean {
  const document: unknown = JSON.parse(policy)
  const meant = listOf(valueAt(document, 'Statement')).filter((one) => isMeant(one, request))
  const effects = new Set(meant.map((statement) => valueAt(statement, 'Effect')))
  return effects.has('Allow') && !effects.has('Deny')
}

function isMeant(statement: unknown, request: ServiceRequest): boolean {
  const { action, resource } = request
  const actions = (text: string) => matches(text.toLowerCase(), action.toLowerCase())
  const resources = (text: string) => matches(text, resource)
  return (
    names(statement, 'Principal', (principal) => isService(principal, request.service)) &&
    names(statement, 'Action', (one) => listOf(one).map(String).some(actions)) &&
    names(statement, 'Resource', (one) => listOf(one).map(String).some(resources)) &&
    meetsConditions(valueAt(statement, 'Condition'), request.context)
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
    listOf(valueAt(principal, 'AWS')).includes('*') ||
    listOf(valueAt(principal, 'Service')).includes(service)
  )
}

function meetsConditions(conditions: unknown, context: ServiceRequest['context']): boolean {
  return entriesOf(conditions).every(([operator, keys]) =>
    entriesOf(keys).every(([key, values]) =>
      meetsCondition(operator, context.get(key.toLowerCase()), listOf(values).map(String)),
    ),
  )
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function meetsCondition(
  operator: string,
  value: string | undefined,
  wanted: readonly string[],
): boolean {
  if (operator === 'Null') return wanted.includes(String(value === undefined))
  const [, set, negation, base] = operatorParts(operator)
  if (value === undefined) {
    // An absent key is unequal to everything, but `ForAnyValue` wants one that is there.
    if (operator.endsWith('IfExists') || set === 'ForAllValues:') return true
    return negation !== '' && set === ''
  }
  const test = comparisons[base]
  if (test === undefined) return false
  return wanted.some((one) => test(one, value)) === (negation === '')
}

function operatorParts(operator: string): readonly [string, string, string, string] {
  const parts = /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/.exec(operator)
  const word = parts?.[2] ?? ''
  const base = word.replace('Not', '')
  return [operator, parts?.[1] ?? '', word === base ? '' : 'Not', base]
}

const comparisons: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringEqualsIgnoreCase: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  StringLike: matches,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, value) => wanted.toLowerCase() === value,
}

/** Part by part: a `*` reaches no further than the next colon. */
function matchesArn(pattern: string, arn: string): boolean {
  const parts = splitArn(arn)
  const patterns = splitArn(pattern)
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => matches(part, parts[index] ?? ''))
  )
}

/** Six parts, of which the last may hold colons. */
function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/** Whether a text is like a pattern with `*` and `?`. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
  const expression = literal.replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${expression}$`, 'su').test(text)
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
