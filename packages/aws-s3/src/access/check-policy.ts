import type { Check } from '@bucket-inventory/core'

import { found, passed, unseen } from './check-outcome.ts'
import { fixDenied, fixNotAllowed } from './check-policy-fix.ts'
import { dataFiles, putRequest } from './check-request.ts'
import type { CheckedSubject } from './check-subject.ts'
import { evaluateDocument } from './evaluate-policy.ts'
import type { PolicyDecision } from './evaluate-policy.ts'

const allowing = 'destination-policy-allows'
const denying = 'destination-policy-denies'

/** Whether the policy of the destination lets S3 write every file of a report. */
export async function checkPolicy(subject: CheckedSubject): Promise<readonly Check[]> {
  const { configuration, destination, destinationPlace, looks, signal } = subject
  const { bucket } = configuration.destination
  if (destination.state === 'missing') return []
  const block = passed(
    'public-access-block',
    'blocking public access does not concern S3 as it writes reports, and was not looked at',
  )
  const look = await looks.policy(destinationPlace, signal)
  if ('error' in look) {
    const right = `s3:GetBucketPolicy on bucket "${bucket}"`
    const what = `the policy of bucket "${bucket}"`
    const checks = [allowing, denying] as const
    return [...checks.map((name) => unseen(name, what, look.error, right)), block]
  }
  if (look.found === undefined) {
    const none = `bucket "${bucket}" has no policy`
    return [
      found(allowing, 'failure', `${none}, so that S3 may not write there`, fixNotAllowed(subject)),
      passed(denying, `${none} that denies anything`),
      block,
    ]
  }
  const request = putRequest(subject)
  const whole = evaluateDocument(look.found, request)
  const allowed =
    whole.decision === 'allowed'
      ? whole
      : evaluateDocument(look.found, { ...request, withoutDenials: true })
  return [checkAllowed(subject, allowed), checkDenied(subject, whole, allowed), block]
}

function checkAllowed(subject: CheckedSubject, decision: PolicyDecision): Check {
  const { bucket } = subject.configuration.destination
  const evidence = `the policy of bucket "${bucket}": ${inWords(decision)}`
  switch (decision.decision) {
    case 'allowed':
      return passed(allowing, evidence)
    case 'unknown':
      return found(allowing, 'unknown', evidence, fixNotAllowed(subject))
    case 'malformed':
      return found(allowing, 'unknown', evidence, readAnew(bucket))
    case 'denied':
    case 'not-allowed':
      return found(allowing, 'failure', evidence, fixNotAllowed(subject))
  }
}

function checkDenied(
  subject: CheckedSubject,
  whole: PolicyDecision,
  allowed: PolicyDecision,
): Check {
  const { bucket } = subject.configuration.destination
  const of = `the policy of bucket "${bucket}"`
  if (whole.decision === 'denied') {
    return found(denying, 'failure', `${of}: ${inWords(whole)}`, fixDenied(subject, whole))
  }
  // S3 takes no such policy, so that it is one of a kind that this library is older than.
  if (whole.decision === 'malformed') {
    return found(denying, 'unknown', `${of}: ${whole.reason}`, readAnew(bucket))
  }
  const mayDeny = allowed.decision === 'allowed' || whole.statement?.effect === 'Deny'
  if (whole.decision === 'unknown' && mayDeny) {
    return found(denying, 'unknown', `${of}: ${inWords(whole)}`, fixDenied(subject, whole))
  }
  if (whole.harmless.length === 0) return passed(denying, `${of} denies S3 nothing`)
  return passed(denying, `${of} denies S3 nothing: ${whole.harmless.join('; ')}`)
}

function readAnew(bucket: string): string {
  return `look at it yourself: aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text`
}

function inWords({ reason, resource }: PolicyDecision): string {
  if (resource === undefined) return reason
  const which = resource === dataFiles ? ', of which a report without rows may have none' : ''
  return `for ${resource}${which}, ${reason}`
}
