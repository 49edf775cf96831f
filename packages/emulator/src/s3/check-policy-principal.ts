import { entriesOf } from '../policies/policy-values.ts'
import { malformedPolicy } from './malformed-policy.ts'

/**
 * Refuses a principal of a form that S3 does not take. Whether there is such an account, user or role, which S3 looks at
 * too, is not looked at.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export function checkPolicyPrincipal(principal: unknown): void {
  if (principal === '*') return
  const kinds = entriesOf(principal)
  if (kinds.length === 0) throw malformedPolicy('Invalid principal in policy')
  for (const [kind, value] of kinds) {
    const names: readonly unknown[] = Array.isArray(value) ? value : [value]
    const form = forms.get(kind)
    if (names.length === 0 || form === undefined)
      throw malformedPolicy('Invalid principal in policy')
    for (const name of names)
      if (typeof name !== 'string' || !form.test(name))
        throw malformedPolicy('Invalid principal in policy', `"${kind}" : ${JSON.stringify(name)}`)
  }
}

/** Everybody has a form of its own; other wildcards there are not. */
const forms: ReadonlyMap<string, RegExp> = new Map([
  [
    'AWS',
    /^(?:\*|\d{12}|arn:aws(?:-[a-z-]+)?:(?:iam|sts)::(?:\d{12}:(?:root|[a-z-]+\/[^*?]+)|cloudfront:user\/[^*?]+))$/,
  ],
  ['Service', /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/],
  ['CanonicalUser', /^[0-9a-f]+$/],
  ['Federated', /^[^*?\s]+$/],
])
