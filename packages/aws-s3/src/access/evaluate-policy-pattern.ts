import type { PolicyContext } from './evaluate-policy-context.ts'
import type { Truth } from './evaluate-policy-truth.ts'

/** Any text, also none. */
const anyText = Symbol('*')
/** Any one character. */
const anyCharacter = Symbol('?')

/** Characters, and what stands for some. */
export type PolicyPattern = readonly (string | symbol)[]

export interface PatternOptions {
  readonly context: PolicyContext
  /** Whether `${...}` is a variable, which it is since version 2012-10-17. */
  readonly variables: boolean
  /** Whether `*` and `?` stand for other text. */
  readonly wildcards: boolean
}

/**
 * The text of a policy with its variables filled in. `false`: a variable has no value, so that nothing matches; `unknown`:
 * nobody knows its value. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function policyPattern(
  text: string,
  { context, variables, wildcards }: PatternOptions,
): PolicyPattern | false | 'unknown' {
  const pattern: (string | symbol)[] = []
  for (const part of variables ? text.split(/(\$\{[^}]*\})/) : [text]) {
    const [, name] = variables ? (/^\$\{([^}]*)\}$/.exec(part) ?? []) : []
    if (name === undefined) {
      pattern.push(...charactersOf(part, wildcards))
      continue
    }
    const value = valueOf(name, context)
    if (value === undefined) return false
    if (value === 'unknown') return value
    pattern.push(...Array.from(value.text))
  }
  return pattern
}

/** Whether a text fits as a whole. Takes time of the product of the lengths at most. */
export function fitsPattern(pattern: PolicyPattern, text: string): boolean {
  const characters = Array.from(text)
  let [at, next] = [0, 0]
  // Where the last `*` was met, to give it one character more.
  let [star, taken] = [-1, 0]
  while (next < characters.length) {
    const wanted = pattern[at]
    if (wanted === anyText) {
      star = at
      taken = next
      at += 1
    } else if (wanted === anyCharacter || wanted === characters[next]) {
      at += 1
      next += 1
    } else if (star >= 0) {
      taken += 1
      at = star + 1
      next = taken
    } else return false
  }
  return pattern.slice(at).every((rest) => rest === anyText)
}

/** Whether a text of a policy stands for itself alone, as most do. */
export function isLiteral(
  text: string,
  { variables, wildcards }: Pick<PatternOptions, 'variables' | 'wildcards'>,
): boolean {
  return !(variables && text.includes('${')) && !(wildcards && /[*?]/.test(text))
}

/** Whether a text fits what stands in a policy. */
export function matchesPolicyText(written: string, text: string, options: PatternOptions): Truth {
  if (isLiteral(written, options)) return written === text
  const pattern = policyPattern(written, options)
  return typeof pattern === 'object' ? fitsPattern(pattern, text) : pattern
}

/** Whether a text has a variable that may have no value, which may make the whole statement invalid. */
export function mayLackValue(written: string, options: PatternOptions): boolean {
  const isPlain = isLiteral(written, { ...options, wildcards: false })
  return !isPlain && typeof policyPattern(written, options) !== 'object'
}

function charactersOf(text: string, wildcards: boolean): (string | symbol)[] {
  return Array.from(text).map((character) => {
    if (wildcards && character === '*') return anyText
    return wildcards && character === '?' ? anyCharacter : character
  })
}

/** `${*}` is a star; `${aws:username, 'nobody'}` has a value for when there is none. */
function valueOf(
  name: string,
  context: PolicyContext,
): { readonly text: string } | 'unknown' | undefined {
  if (name === '*' || name === '?' || name === '$') return { text: name }
  const [, key = name, fallback] = /^([^,]*?)\s*,\s*'(.*)'\s*$/.exec(name) ?? []
  const value = context(key.trim().toLowerCase())
  if (value === 'present' || value === 'unknown') return 'unknown'
  if (value !== 'absent' && 'either' in value) return 'unknown'
  const [text, ...others] = value === 'absent' ? [fallback] : value
  return text === undefined || others.length > 0 ? undefined : { text }
}
