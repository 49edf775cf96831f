import type { ContextValue, PolicyContext } from './evaluate-policy-context.ts'
import type {
  PolicyCondition,
  PolicyPrincipal,
  PolicyStatement,
  PolicyWords,
} from './evaluate-policy-document.ts'
import type { StatementMatch, StatementPart } from './evaluate-policy-statement.ts'

/** `statement 2 "DenyInsecure"`. */
export function nameOfStatement({ number, sid }: PolicyStatement): string {
  return sid === undefined ? `statement ${number}` : `statement ${number} "${short(sid)}"`
}

/** `statement 2 "DenyInsecure" denies s3:* to everybody where Bool aws:SecureTransport is "false"`. */
export function statementInWords(statement: PolicyStatement): string {
  const { effect, action, principal, conditions } = statement
  const verb = effect === 'Allow' ? 'allows' : 'denies'
  const where = conditions.map(conditionInWords)
  const place = where.length === 0 ? '' : ` where ${where.join(' and ')}`
  return `${nameOfStatement(statement)} ${verb} ${wordsOf(action)} to ${whoIs(principal)}${place}`
}

/** Why a statement does not take in the request, or nobody can tell whether it does. */
export function mismatchInWords(
  { statement, parts, applies }: StatementMatch,
  resource: string,
  context: PolicyContext,
): string {
  const name = nameOfStatement(statement)
  const found = parts.find(({ holds }) => holds === applies)
  return found === undefined ? name : `${name} ${partInWords(found, statement, resource, context)}`
}

function partInWords(
  { part, holds }: StatementPart,
  { principal, action, resource }: PolicyStatement,
  wanted: string,
  context: PolicyContext,
): string {
  const unsure = holds === 'unknown' ? ', of which nobody can tell whether it takes in S3' : ''
  if (part === 'principal') return `is for ${whoIs(principal)}${unsure || ', not for S3'}`
  if (part === 'action') return `is about ${wordsOf(action)}`
  if (part === 'resource') {
    const unlike = holds === 'unknown' ? 'and nobody can tell whether that is' : 'not about'
    return `is about ${wordsOf(resource)}, ${unlike} ${wanted}`
  }
  return `asks that ${conditionInWords(part)}, and ${hasInWords(part.key, context)}`
}

/** What the request has for a key. */
function hasInWords(key: string, context: PolicyContext): string {
  const value = context(key.toLowerCase())
  if (value === 'absent') return `the request of S3 has no ${key}`
  if (value === 'present') return `nobody here knows the ${key} of the request of S3`
  if (value === 'unknown') return `nobody here knows whether the request of S3 has a ${key}`
  return `the request of S3 has ${listOf(textsOf(value))}`
}

function textsOf(value: ContextValue): readonly string[] {
  if (typeof value === 'string') return [value]
  return 'either' in value ? value.either.flatMap(textsOf) : value
}

function conditionInWords({ operator, key, values }: PolicyCondition): string {
  return `${operator} ${key} is ${listOf(values)}`
}

function whoIs({ not, words }: PolicyPrincipal): string {
  const names = [...words].flatMap(([, texts]) => texts)
  const who = names.includes('*') ? 'everybody' : some(names)
  return not ? `everybody but ${who}` : who
}

function wordsOf({ not, words }: PolicyWords): string {
  return not ? `everything but ${some(words)}` : some(words)
}

function listOf(values: readonly string[]): string {
  return some(values.map((value) => JSON.stringify(short(value)))) || 'nothing'
}

/** The first few: a policy may name hundreds. */
function some(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).map(short).join(' or ')
  return texts.length > 3 ? `${shown} or ${texts.length - 3} more` : shown
}

function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text
}
