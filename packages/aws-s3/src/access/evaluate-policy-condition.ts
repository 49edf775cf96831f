import type { ContextValue, PolicyContext } from './evaluate-policy-context.ts'
import type { PolicyCondition } from './evaluate-policy-document.ts'
import { conditionOperators } from './evaluate-policy-operators.ts'
import type { ConditionOperator } from './evaluate-policy-operators.ts'
import { mayLackValue } from './evaluate-policy-pattern.ts'
import { every, not, some } from './evaluate-policy-truth.ts'
import type { Truth } from './evaluate-policy-truth.ts'

/**
 * Whether a condition holds of a request. What is absent, and several values:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateCondition(
  condition: PolicyCondition,
  context: PolicyContext,
  variables: boolean,
): Truth {
  const name = condition.key.toLowerCase()
  const value = context(name)
  if (typeof value === 'object' && 'either' in value) {
    const [first, ...others] = value.either.map((one) =>
      evaluateCondition(condition, (key) => (key === name ? one : context(key)), variables),
    )
    return first !== undefined && others.every((other) => other === first) ? first : 'unknown'
  }
  if (condition.operator === 'Null')
    return some(condition.values.map((text) => isNull(text, value)))
  const { quantifier, ifExists, operator } = operatorOf(condition.operator)
  // One that came after this was written.
  if (operator === undefined) return 'unknown'
  if (value === 'unknown') return 'unknown'
  if (value === 'absent') {
    if (quantifier === 'ForAllValues') return true
    // Of the two the vendor says the one and the other.
    if (quantifier === 'ForAnyValue') return ifExists ? 'unknown' : false
    return ifExists || operator.negated
  }
  if (value === 'present') return 'unknown'
  const options = { context, variables }
  const { literals, others } = dividedValues(condition, operator, variables)
  const holds = value.map((one) => {
    const compares =
      literals.has(one) || some(others.map((written) => operator.compare(written, one, options)))
    return operator.negated ? not(compares) : compares
  })
  const met = metBy(holds, quantifier)
  const isInvalid = others.some((text) => mayLackValue(text, { ...options, wildcards: false }))
  return met === true && isInvalid ? 'unknown' : met
}

/** What a condition compares with, those that compare with themselves alone apart. */
interface DividedValues {
  readonly variables: boolean
  readonly literals: ReadonlySet<string>
  readonly others: readonly string[]
}

/** A condition may name the hundreds of buckets that an inventory is made of, each of which is compared with all of them. */
const divided = new WeakMap<PolicyCondition, DividedValues>()

function dividedValues(
  condition: PolicyCondition,
  { isLiteral }: ConditionOperator,
  variables: boolean,
): DividedValues {
  const known = divided.get(condition)
  if (known?.variables === variables) return known
  const isOther = (text: string) => isLiteral?.(text, variables) !== true
  const made = {
    variables,
    literals: new Set(condition.values.filter((text) => !isOther(text))),
    others: condition.values.filter(isOther),
  }
  divided.set(condition, made)
  return made
}

function metBy(holds: readonly Truth[], quantifier: string | undefined): Truth {
  if (quantifier === 'ForAllValues') return every(holds)
  if (quantifier === 'ForAnyValue') return some(holds)
  // The vendor tells people not to ask for several values without saying for all or for any.
  return holds.length > 1 && every(holds) !== some(holds) ? 'unknown' : every(holds)
}

function isNull(written: string, value: ContextValue): Truth {
  const asked = written.toLowerCase()
  if (value === 'unknown' || !['true', 'false'].includes(asked)) return 'unknown'
  return (asked === 'true') === (value === 'absent')
}

function operatorOf(text: string): {
  readonly quantifier: string | undefined
  readonly ifExists: boolean
  readonly operator: ConditionOperator | undefined
} {
  const [, quantifier, name = '', suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(text) ?? []
  return { quantifier, ifExists: suffix !== undefined, operator: conditionOperators.get(name) }
}
