import type { PolicyContext } from './policy-context.ts'
import { asLiteral } from './wildcards.ts'

/**
 * A text of a policy with its variables filled in: `${aws:SourceAccount}`, `${aws:SourceAccount, 'none'}` with a default, and
 * `${*}`, `${?}`, `${$}` for the characters themselves. What is filled in holds no wildcards. `undefined` where a
 * variable has no value, or several.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillVariables(text: string, context: PolicyContext): string | undefined {
  let resolved = true
  const filled = text.replaceAll(/\$\{([^}]*)\}/g, (_whole, variable: string) => {
    const value = valueOf(variable, context)
    resolved &&= value !== undefined
    return asLiteral(value ?? '')
  })
  return resolved ? filled : undefined
}

function valueOf(variable: string, context: PolicyContext): string | undefined {
  if (['*', '?', '$'].includes(variable)) return variable
  const [name = '', ...others] = variable.split(',')
  const quoted = others.length === 0 ? undefined : others.join(',').trim()
  const isDefault = quoted === undefined || (quoted.length > 1 && /^'.*'$/s.test(quoted))
  const values = (isDefault ? context.get(name.trim().toLowerCase()) : undefined) ?? []
  return values.length === 1 ? values[0] : isDefault ? quoted?.slice(1, -1) : undefined
}
