import { conditionOperator } from '../policies/condition-operator.ts'
import { isAddressRange } from '../policies/matches-address.ts'
import { entriesOf, isObject } from '../policies/policy-values.ts'
import { malformedPolicy } from './malformed-policy.ts'

/**
 * Refuses conditions that S3 refuses: operators that there are not, keys of no service that a request to S3 may have, addresses
 * that are none. Of keys that begin with `aws:` and `s3:` any is taken: AWS adds to them.
 */
export function checkPolicyConditions(conditions: unknown): void {
  if (!isObject(conditions)) throw malformedPolicy('Invalid policy syntax.')
  for (const [operator, keys] of entriesOf(conditions)) {
    if (conditionOperator(operator) === undefined)
      throw malformedPolicy(`Invalid Condition type : ${operator}`)
    if (!isObject(keys)) throw malformedPolicy('Invalid policy syntax.')
    for (const [key, value] of entriesOf(keys)) {
      if (!/^(?:aws|s3|ec2|glue|identitystore|lambda|ssm):./i.test(key))
        throw malformedPolicy('Policy has an invalid condition key')
      checkValues(operator, value)
    }
  }
}

function checkValues(operator: string, value: unknown): void {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  for (const one of values) {
    if (!['string', 'number', 'boolean'].includes(typeof one))
      throw malformedPolicy('Invalid policy syntax.')
    if (operator.includes('IpAddress') && !isAddressRange(String(one)))
      throw malformedPolicy('Invalid IP address in Conditions')
  }
}
