import { conditionOperator } from './condition-operator.ts'
import type { ConditionOperator } from './condition-operator.ts'
import { fillVariables } from './fill-variables.ts'
import type { PolicyContext } from './policy-context.ts'
import { entriesOf, textsOf } from './policy-values.ts'

/**
 * Whether a request meets every condition of a statement. Of the values of one key any will do, and of an operator
 * that says `Not` none may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function meetsConditions(
  conditions: unknown,
  context: PolicyContext,
  variables: boolean,
): boolean {
  return entriesOf(conditions).every(([name, keys]) => {
    const operator = conditionOperator(name)
    if (operator === undefined) return false
    return entriesOf(keys).every(([key, given]) =>
      meetsCondition(operator, context.get(key.toLowerCase()), textsOf(given), (text) =>
        variables && operator.variables ? fillVariables(text, context) : text,
      ),
    )
  })
}

function meetsCondition(
  operator: ConditionOperator,
  values: readonly string[] | undefined,
  given: readonly string[],
  fill: (text: string) => string | undefined,
): boolean {
  const { set, negated, fits } = operator
  const absent = values === undefined || values.length === 0
  if (operator.asksForAbsence) return given.some((one) => one.toLowerCase() === String(absent))
  if (absent) {
    // `IfExists` is about single values, of which there are none: https://iam.cloudcopilot.io/resources/operators/ForAnyValue:ArnLikeIfExists
    if (set !== undefined) return set === 'all'
    // An absent key is unequal to everything.
    return operator.ifExists || negated
  }
  const filled = given.map(fill).filter((text) => text !== undefined)
  // "If AWS cannot resolve a variable, this might cause the entire statement to be invalid", unless it says `IfExists`.
  if (filled.length < given.length && !operator.ifExists) return false
  const isGood = (value: string): boolean => filled.some((one) => fits(one, value)) !== negated
  return set === 'any' || (set === undefined && !negated)
    ? values.some(isGood)
    : values.every(isGood)
}
