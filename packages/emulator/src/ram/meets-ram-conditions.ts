import { matchesAddress } from '../policies/matches-address.ts'
import type { PolicyContext } from '../policies/policy-context.ts'
import { entriesOf, textsOf } from '../policies/policy-values.ts'
import { matchesWildcards } from '../policies/wildcards.ts'

/**
 * Whether a request meets every condition of a statement: of the values of one key any will do, and of an operator that says
 * `Not` none may. An operator that RAM does not have, and a key that the request does not have, are not met.
 * https://www.alibabacloud.com/help/en/ram/conditional-operator
 */
export function meetsRamConditions(conditions: unknown, context: PolicyContext): boolean {
  return entriesOf(conditions).every(([operator, keys]) =>
    entriesOf(keys).every(([key, wanted]) => {
      const fits = operators.get(operator)
      const values = context.get(key.toLowerCase())
      return fits !== undefined && values !== undefined && fits(textsOf(wanted), values)
    }),
  )
}

type Comparison = (wanted: string, value: string) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringEqualsIgnoreCase: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  StringLike: matchesWildcards,
  NumericEquals: (wanted, value) => Number(value) === Number(wanted),
  NumericLessThan: (wanted, value) => Number(value) < Number(wanted),
  NumericLessThanEquals: (wanted, value) => Number(value) <= Number(wanted),
  NumericGreaterThan: (wanted, value) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (wanted, value) => Number(value) >= Number(wanted),
  DateEquals: (wanted, value) => Date.parse(value) === Date.parse(wanted),
  DateLessThan: (wanted, value) => Date.parse(value) < Date.parse(wanted),
  DateLessThanEquals: (wanted, value) => Date.parse(value) <= Date.parse(wanted),
  DateGreaterThan: (wanted, value) => Date.parse(value) > Date.parse(wanted),
  DateGreaterThanEquals: (wanted, value) => Date.parse(value) >= Date.parse(wanted),
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  IpAddress: matchesAddress,
}

/** The opposites, by what they negate. */
const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
}

type Operator = (wanted: readonly string[], values: readonly string[]) => boolean

const operators: ReadonlyMap<string, Operator> = new Map([
  ...Object.entries(comparisons).map(([name, fits]) => [name, anyOf(fits)] as const),
  ...Object.entries(negations).map(([name, negated]) => {
    const fits = anyOf(comparisons[negated] ?? (() => true))
    const none: Operator = (wanted, values) => !fits(wanted, values)
    return [name, none] as const
  }),
])

function anyOf(fits: Comparison): Operator {
  return (wanted, values) => wanted.some((one) => values.some((value) => fits(one, value)))
}
