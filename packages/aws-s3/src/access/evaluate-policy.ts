import type { PolicyContext } from './evaluate-policy-context.ts'
import { readPolicyDocument } from './evaluate-policy-document.ts'
import type { PolicyDocument, PolicyStatement } from './evaluate-policy-document.ts'
import { statementMatcher } from './evaluate-policy-statement.ts'
import type { StatementMatch } from './evaluate-policy-statement.ts'
import { mismatchInWords, nameOfStatement, statementInWords } from './evaluate-policy-words.ts'

/** What a service is about to do. */
export interface PolicyRequest {
  /** `s3:PutObject`. */
  readonly action: string
  /** What it is done to: all of them must be allowed. */
  readonly resources: readonly PolicyResource[]
  readonly context: PolicyContext
  /** Whether statements that deny are passed over, to know whether one allows. Default: false. */
  readonly withoutDenials?: boolean
}

/** One kind of what is written. */
export interface PolicyResource {
  /** `manifest.json`. */
  readonly name: string
  /** ARNs of this kind; where a policy tells them apart the decision is `unknown`, as it depends on the one that comes. */
  readonly examples: readonly [string, ...string[]]
}

/** What a policy of a resource says to a request of a service, which no other policy adds to. */
export interface PolicyDecision {
  /** `not-allowed`: no statement allows it, and none denies it. `unknown`: it depends on what nobody here knows. */
  readonly decision: 'allowed' | 'denied' | 'not-allowed' | 'unknown' | 'malformed'
  /** The statement that decides; of `not-allowed` and `unknown` the one that comes nearest, if any. */
  readonly statement?: PolicyStatement
  /** The kind of what is written that is not allowed, where it is not all of them. */
  readonly resource?: string
  /** In a sentence that names the statement and the values. */
  readonly reason: string
  /** Statements that deny others the same and not S3, and why not; a sentence each. */
  readonly harmless: readonly string[]
}

/**
 * Whether a policy lets S3 do something, and by which statement or why not. Pure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function evaluatePolicy(text: string, request: PolicyRequest): PolicyDecision {
  return evaluateDocument(readPolicyDocument(text), request)
}

/** The same of a policy that was read before, or of why it cannot be. */
export function evaluateDocument(
  document: PolicyDocument | string,
  request: PolicyRequest,
): PolicyDecision {
  if (typeof document === 'string') {
    return { decision: 'malformed', reason: `the policy cannot be read: ${document}`, harmless: [] }
  }
  const { statements, variables } = document
  const matchers = statements
    .filter(({ effect }) => effect === 'Allow' || request.withoutDenials !== true)
    .map((statement) => statementMatcher(statement, request, variables))
  const decided = request.resources.map((resource) => decideKind(matchers, resource, request))
  const worst = severities
    .map((decision) => decided.find((one) => one.decision === decision))
    .find((one) => one !== undefined)
  if (worst === undefined) throw new TypeError('a request names at least one resource')
  const isAll = decided.every(({ decision }) => decision === worst.decision)
  const { name, ...decision } = worst
  return isAll ? decision : { ...decision, resource: name }
}

const severities = ['denied', 'not-allowed', 'unknown', 'allowed'] as const

type KindDecision = PolicyDecision & { readonly name: string }

type Matchers = readonly ReturnType<typeof statementMatcher>[]

function decideKind(
  matchers: Matchers,
  { name, examples }: PolicyResource,
  request: PolicyRequest,
): KindDecision {
  const [first, ...others] = examples
  const decision = decide(matchers, first, request)
  const differs = others.some(
    (example) => decide(matchers, example, request).decision !== decision.decision,
  )
  if (!differs) return { ...decision, name }
  const reason = `the policy allows some keys of ${name} and others not, and which S3 will write nobody knows`
  return { decision: 'unknown', reason, harmless: [], name }
}

function decide(
  matchers: Matchers,
  resource: string,
  { action, context }: PolicyRequest,
): PolicyDecision {
  const matches = matchers.map((match) => match(resource))
  const denying = matches.filter(({ statement }) => statement.effect === 'Deny')
  const allowing = matches.filter(({ statement }) => statement.effect === 'Allow')
  const why = (match: StatementMatch) => mismatchInWords(match, resource, context)
  const harmless = denying.filter(isAbout).map((match) => `${why(match)}: it does not concern S3`)
  const answer = (decision: PolicyDecision['decision'], match: StatementMatch, reason: string) => ({
    decision,
    statement: match.statement,
    reason,
    harmless,
  })
  const denies = denying.find(({ applies }) => applies === true)
  if (denies !== undefined) {
    return answer('denied', denies, statementInWords(denies.statement))
  }
  const allows = allowing.find(({ applies }) => applies === true)
  const mayAllow = allows ?? allowing.find(({ applies }) => applies === 'unknown')
  if (mayAllow === undefined) {
    const nearest = nearestOf(allowing)
    const none = `no statement allows ${action} to S3`
    if (nearest === undefined) return { decision: 'not-allowed', reason: none, harmless }
    return answer('not-allowed', nearest, `${none}; ${why(nearest)}`)
  }
  const mayDeny = denying.find(({ applies }) => applies === 'unknown')
  if (mayDeny !== undefined) return answer('unknown', mayDeny, `${why(mayDeny)}; it denies`)
  if (allows === undefined) return answer('unknown', mayAllow, `${why(mayAllow)}; it allows`)
  return answer('allowed', allows, `${nameOfStatement(allows.statement)} allows ${action} to S3`)
}

/** Everything but its conditions takes in the request, and they do not. */
function isAbout({ applies, parts }: StatementMatch): boolean {
  const others = parts.filter(({ part }) => typeof part === 'string')
  return applies === false && others.every(({ holds }) => holds === true)
}

/** The one of which the fewest parts are wrong, the first of several; those that are not for S3 at all are far. */
function nearestOf(allowing: readonly StatementMatch[]): StatementMatch | undefined {
  return allowing.toSorted((one, other) => distanceOf(one) - distanceOf(other))[0]
}

function distanceOf({ parts }: StatementMatch): number {
  const wrong = parts.filter(({ holds }) => holds !== true)
  const far = wrong.filter(({ part }) => part === 'principal' || part === 'action')
  return wrong.length + 100 * far.length
}
