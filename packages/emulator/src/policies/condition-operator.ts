import { matchesAddress } from './matches-address.ts'
import { matchesArn } from './matches-arn.ts'
import { asText, matchesWildcards } from './wildcards.ts'

/** An operator of a condition, as its name says. */
export interface ConditionOperator {
  /** Of the operators for keys with several values: whether all of them must fit, or any. */
  readonly set: 'all' | 'any' | undefined
  /** Whether a key that is absent is good. */
  readonly ifExists: boolean
  /** Whether it asks for a key to be absent, instead of comparing its value. */
  readonly asksForAbsence: boolean
  /** Whether none of the values that are given may fit. */
  readonly negated: boolean
  /** Whether the values that are given may hold variables. */
  readonly variables: boolean
  readonly fits: (given: string, value: string) => boolean
}

/** The operator of that name, to the letter; `undefined` where there is none. */
export function conditionOperator(name: string): ConditionOperator | undefined {
  const [, set, word = '', suffix] =
    /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(name) ?? []
  const asksForAbsence = word === 'Null'
  const comparison = comparisons.get(word)
  if (comparison === undefined && (!asksForAbsence || suffix !== undefined)) return undefined
  return {
    set: set === undefined ? undefined : set === 'ForAllValues:' ? 'all' : 'any',
    ifExists: suffix !== undefined,
    asksForAbsence,
    ...(comparison ?? { negated: false, variables: false, fits: () => false }),
  }
}

type Comparison = Pick<ConditionOperator, 'negated' | 'variables' | 'fits'>

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ...pair('StringEquals', 'StringNotEquals', (given, value) => asText(given) === value, true),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalsIgnoringCase, true),
  ...pair('StringLike', 'StringNotLike', matchesWildcards, true),
  // The two are the same, and both know wildcards.
  ...pair('ArnEquals', 'ArnNotEquals', matchesArn, true),
  ...pair('ArnLike', 'ArnNotLike', matchesArn, true),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    numeric((given, value) => value === given),
  ),
  one(
    'NumericLessThan',
    numeric((given, value) => value < given),
  ),
  one(
    'NumericLessThanEquals',
    numeric((given, value) => value <= given),
  ),
  one(
    'NumericGreaterThan',
    numeric((given, value) => value > given),
  ),
  one(
    'NumericGreaterThanEquals',
    numeric((given, value) => value >= given),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    date((given, value) => value === given),
  ),
  one(
    'DateLessThan',
    date((given, value) => value < given),
  ),
  one(
    'DateLessThanEquals',
    date((given, value) => value <= given),
  ),
  one(
    'DateGreaterThan',
    date((given, value) => value > given),
  ),
  one(
    'DateGreaterThanEquals',
    date((given, value) => value >= given),
  ),
  one('Bool', (given, value) => given.toLowerCase() === value.toLowerCase()),
  one('BinaryEquals', (given, value) =>
    Buffer.from(given, 'base64').equals(Buffer.from(value, 'base64')),
  ),
  ...pair('IpAddress', 'NotIpAddress', matchesAddress),
])

function one(
  name: string,
  fits: Comparison['fits'],
  variables = false,
): readonly [string, Comparison] {
  return [name, { negated: false, variables, fits }]
}

function pair(
  name: string,
  opposite: string,
  fits: Comparison['fits'],
  variables = false,
): readonly (readonly [string, Comparison])[] {
  return [one(name, fits, variables), [opposite, { negated: true, variables, fits }]]
}

function equalsIgnoringCase(given: string, value: string): boolean {
  return asText(given).toLowerCase() === value.toLowerCase()
}

function numeric(compare: (given: number, value: number) => boolean): Comparison['fits'] {
  return (given, value) => compare(readNumber(given), readNumber(value))
}

/** What is no number is like none. */
function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function date(compare: (given: number, value: number) => boolean): Comparison['fits'] {
  return (given, value) => compare(readDate(given), readDate(value))
}

/** A date of ISO 8601, or seconds since 1970. What is neither is no number. */
function readDate(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  return /^\d{4}-\d\d/.test(text) ? Date.parse(text) : Number.NaN
}
