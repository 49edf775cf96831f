import {
  fitsPattern,
  isLiteral,
  matchesPolicyText,
  policyPattern,
} from './evaluate-policy-pattern.ts'
import type { PatternOptions } from './evaluate-policy-pattern.ts'
import type { Truth } from './evaluate-policy-truth.ts'

/** How a condition compares one value of the policy with one of the request. */
export interface ConditionOperator {
  /** Whether it holds where no value of the policy compares, and where the request has none. */
  readonly negated: boolean
  readonly compare: (written: string, value: string, options: ConditionOptions) => Truth
  /** Whether a value of the policy compares with itself alone, whatever the request. Absent: nobody knows. */
  readonly isLiteral?: (written: string, variables: boolean) => boolean
}

type ConditionOptions = Omit<PatternOptions, 'wildcards'>

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', equals, isPlain),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalsIgnoringCase),
  ...pair('StringLike', 'StringNotLike', isLike, isPlainLike),
  // The two behave alike, says the vendor.
  ...pair('ArnEquals', 'ArnNotEquals', isArnLike, isPlainArn),
  ...pair('ArnLike', 'ArnNotLike', isArnLike, isPlainArn),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    numeric((value, written) => value === written),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    date((value, written) => value === written),
  ),
  ...pair('IpAddress', 'NotIpAddress', isInRange),
  ...ordered('Numeric', numeric),
  ...ordered('Date', date),
  ['Bool', { negated: false, compare: sameBoolean }],
  ['BinaryEquals', { negated: false, compare: (written, value) => written === value }],
])

type Compare = ConditionOperator['compare']
type Relation = (value: number, written: number) => boolean

function pair(
  name: string,
  negation: string,
  compare: Compare,
  isPlainText?: (written: string, variables: boolean) => boolean,
): [string, ConditionOperator][] {
  const comparing = { compare, ...(isPlainText === undefined ? {} : { isLiteral: isPlainText }) }
  return [
    [name, { negated: false, ...comparing }],
    [negation, { negated: true, ...comparing }],
  ]
}

function isPlain(written: string, variables: boolean): boolean {
  return isLiteral(written, { variables, wildcards: false })
}

function isPlainLike(written: string, variables: boolean): boolean {
  return isLiteral(written, { variables, wildcards: true })
}

function isPlainArn(written: string, variables: boolean): boolean {
  return isPlainLike(written, variables) && written.split(':', 6).length === 6
}

function ordered(
  type: string,
  comparing: (relation: Relation) => Compare,
): [string, ConditionOperator][] {
  const relations: Readonly<Record<string, Relation>> = {
    LessThan: (value, written) => value < written,
    LessThanEquals: (value, written) => value <= written,
    GreaterThan: (value, written) => value > written,
    GreaterThanEquals: (value, written) => value >= written,
  }
  return Object.entries(relations).map(([name, relation]) => [
    `${type}${name}`,
    { negated: false, compare: comparing(relation) },
  ])
}

function equals(written: string, value: string, options: ConditionOptions): Truth {
  return matchesPolicyText(written, value, { ...options, wildcards: false })
}

function equalsIgnoringCase(written: string, value: string, options: ConditionOptions): Truth {
  const pattern = policyPattern(written, { ...options, wildcards: false })
  if (typeof pattern !== 'object') return pattern
  const small = pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))
  return fitsPattern(small, value.toLowerCase())
}

function isLike(written: string, value: string, options: ConditionOptions): Truth {
  return matchesPolicyText(written, value, { ...options, wildcards: true })
}

/** Each of the six components for itself: a star does not reach over a colon, but in the last. */
function isArnLike(written: string, value: string, options: ConditionOptions): Truth {
  const pattern = policyPattern(written, { ...options, wildcards: true })
  if (typeof pattern !== 'object') return pattern
  const wanted = componentsOf(pattern)
  // Nothing tells what S3 makes of a pattern that is no ARN.
  if (wanted.length < 6) return 'unknown'
  const found = componentsOf(Array.from(value))
  return (
    found.length === 6 &&
    wanted.every((component, index) => fitsPattern(component, (found[index] ?? []).join('')))
  )
}

function componentsOf<Part>(parts: readonly Part[]): Part[][] {
  const components: Part[][] = [[]]
  for (const part of parts) {
    if (part === ':' && components.length < 6) components.push([])
    else components.at(-1)?.push(part)
  }
  return components
}

function numeric(relation: Relation): Compare {
  return (written, value) => relation(numberOf(value), numberOf(written))
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function date(relation: Relation): Compare {
  return (written, value) => relation(instantOf(value), instantOf(written))
}

/** ISO 8601, or seconds since 1970. JavaScript reads other texts too, and a time without a zone as one of this machine. */
function instantOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (!/^\d{4}-\d\d/.test(text)) return Number.NaN
  return Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text)
}

function sameBoolean(written: string, value: string): boolean {
  return written.toLowerCase() === value.toLowerCase()
}

function isInRange(written: string, value: string): boolean {
  const [base = '', length] = written.split('/')
  const [wanted, found] = [addressBits(base), addressBits(value)]
  if (wanted === undefined || found?.length !== wanted.length) return false
  const bits = length === undefined ? wanted.length : Number(length)
  return wanted.slice(0, bits) === found.slice(0, bits)
}

/** The bits of an address as text: 32 of IPv4, 128 of IPv6. */
function addressBits(address: string): string | undefined {
  if (address.includes(':')) {
    const [head = '', tail] = address.split('::')
    const [left, right] = [groupsOf(head), groupsOf(tail ?? '')]
    const missing = tail === undefined ? 0 : 8 - left.length - right.length
    const groups = [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right]
    const isAddress = groups.length === 8 && groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    return isAddress ? bitsOf(groups, 16, 16) : undefined
  }
  const bytes = address.split('.')
  const isAddress = bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte))
  return isAddress ? bitsOf(bytes, 10, 8) : undefined
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}

function bitsOf(parts: readonly string[], radix: number, width: number): string {
  return parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('')
}
