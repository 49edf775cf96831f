import { evaluateCondition } from './evaluate-policy-condition.ts'
import { s3Service } from './evaluate-policy-context.ts'
import type { PolicyContext } from './evaluate-policy-context.ts'
import type {
  PolicyCondition,
  PolicyPrincipal,
  PolicyStatement,
  PolicyWords,
} from './evaluate-policy-document.ts'
import { fitsPattern, matchesPolicyText, policyPattern } from './evaluate-policy-pattern.ts'
import type { PatternOptions } from './evaluate-policy-pattern.ts'
import { every, not, some } from './evaluate-policy-truth.ts'
import type { Truth } from './evaluate-policy-truth.ts'

/** What a service wants to do, to whatever. */
export interface ActionRequest {
  readonly action: string
  readonly context: PolicyContext
}

/** A part of a statement, and whether it takes in the request. */
export interface StatementPart {
  readonly part: 'principal' | 'action' | 'resource' | PolicyCondition
  readonly holds: Truth
}

/** Whether S3 as a service, its action and what it writes are those of the statement. */
export interface StatementMatch {
  readonly statement: PolicyStatement
  readonly applies: Truth
  readonly parts: readonly StatementPart[]
}

/** Compares a statement with a request of S3, part by part, for one resource after the other. */
export function statementMatcher(
  statement: PolicyStatement,
  request: ActionRequest,
  variables: boolean,
): (resource: string) => StatementMatch {
  const { context } = request
  const before: readonly StatementPart[] = [
    { part: 'principal', holds: namesS3(statement.principal) },
    { part: 'action', holds: namesAction(statement.action, request) },
  ]
  const conditions = statement.conditions.map((condition): StatementPart => ({
    part: condition,
    holds: evaluateCondition(condition, context, variables),
  }))
  const namesResource = resourceMatcher(statement.resource, { context, variables })
  return (resource) => {
    const holds = namesResource(resource)
    const parts = [...before, { part: 'resource' as const, holds }, ...conditions]
    return { statement, parts, applies: every(parts.map((part) => part.holds)) }
  }
}

/** `*` is everybody, services too: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function namesS3(principal: PolicyPrincipal): Truth {
  const accounts = principal.words.get('AWS') ?? []
  const services = principal.words.get('Service') ?? []
  // Nothing tells what a star among services means.
  const star: Truth = services.includes('*') ? 'unknown' : false
  const named = some([accounts.includes('*'), services.includes(s3Service), star])
  return principal.not ? not(named) : named
}

/** In any case of letters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function namesAction({ not: excepted, words }: PolicyWords, request: ActionRequest): Truth {
  const options = { context: request.context, variables: false, wildcards: true }
  const action = request.action.toLowerCase()
  const named = some(words.map((word) => matchesPolicyText(word.toLowerCase(), action, options)))
  return excepted ? not(named) : named
}

function resourceMatcher(
  { not: excepted, words }: PolicyWords,
  written: Pick<PatternOptions, 'context' | 'variables'>,
): (resource: string) => Truth {
  const patterns = words.map((word) => policyPattern(word, { ...written, wildcards: true }))
  const lacksValue = patterns.some((pattern) => typeof pattern !== 'object')
  return (resource) => {
    const named = some(
      patterns.map((pattern) =>
        typeof pattern === 'object' ? fitsPattern(pattern, resource) : pattern,
      ),
    )
    const holds = excepted ? not(named) : named
    return holds === true && lacksValue ? 'unknown' : holds
  }
}
