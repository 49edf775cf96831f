import type { AccessSubject } from '@bucket-inventory/core'

import { isSendableName } from '../s3-arn.ts'
import { bucketPolicies } from './bucket-policy.ts'
import type { CheckedSubject } from './check-subject.ts'
import type { PolicyCondition, PolicyStatement } from './evaluate-policy-document.ts'
import { nameOfStatement } from './evaluate-policy-words.ts'
import type { PolicyDecision } from './evaluate-policy.ts'
import { keyPolicies } from './key-policy.ts'
import { s3Subjects } from './s3-subject.ts'

/** The statement to add to the policy of the destination, whole. */
export function fixNotAllowed(subject: CheckedSubject): string {
  const { bucket } = subject.configuration.destination
  const place = `the policy of bucket "${bucket}"`
  if (!isSayable(subject)) return sayAccount(subject, place)
  const [document] = bucketPolicies(s3Subjects([stated(subject)], scopeOf(subject)))
  return `add this statement to ${place}: ${JSON.stringify(document?.content)}`
}

/** The statement to add to the policy of a key, whole. */
export function fixKeyPolicy(subject: CheckedSubject, arn: string): string {
  const place = `the policy of key ${arn}`
  if (!isSayable(subject)) return sayAccount(subject, place)
  const { configuration } = subject
  const destination = {
    ...configuration.destination,
    encryption: { type: 'kms', keyId: arn },
  } as const
  const encrypted = { ...stated(subject), configuration: { ...configuration, destination } }
  const [document] = keyPolicies(s3Subjects([encrypted], scopeOf(subject)))
  return `add this statement to ${place}: ${JSON.stringify(document?.content)}`
}

/** Whether all that a statement names is known. */
function isSayable({ sourceAccount, bucket, configuration }: CheckedSubject): boolean {
  const names = [bucket, configuration.destination.bucket]
  return /^\d{12}$/.test(sourceAccount ?? '') && names.every(isSendableName)
}

function sayAccount({ bucket }: CheckedSubject, place: string): string {
  return `let S3 in by ${place}; which statement does so can be said when the account is known that owns bucket "${bucket}"`
}

/** What to change in the statement that stops S3, or in the configuration. */
export function fixDenied(subject: CheckedSubject, { statement }: PolicyDecision): string {
  if (statement === undefined) return 'deny by what is the same for all keys of a report'
  const name = nameOfStatement(statement)
  const demanded = statement.conditions.find(({ key }) => isEncryptionKey(key))
  if (demanded !== undefined && !isKeyOfPeople(statement)) {
    return fixEncryption(subject, name, demanded)
  }
  if (statement.principal.not) {
    return `${name} denies everybody it does not name: write "Principal": "*" there instead, and ${exempting}`
  }
  const harmful = statement.conditions.map(({ key }) => advice.get(key.toLowerCase()))
  const why = harmful.find((text) => text !== undefined)
  return `in ${name}, ${exempting}${why === undefined ? '' : `: ${why}`}`
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice */
const exempting =
  'add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"} to its "Condition", which leaves services of AWS out'

const network = 'S3 writes reports from inside, through no network of yours'
const organization = 'a service is of no organization'

/** What catches S3 though nobody meant it. */
const advice: ReadonlyMap<string, string> = new Map([
  ['aws:sourcevpce', network],
  ['aws:sourcevpc', network],
  ['aws:vpcsourceip', network],
  ['aws:sourceip', network],
  ['aws:principalorgid', organization],
  ['aws:principalorgpaths', organization],
  ['aws:principalaccount', 'a service is of no account; aws:SourceAccount says for whom it works'],
  ['aws:principalarn', 'a service has no ARN'],
  [
    'aws:sourceorgid',
    'it is right as it is if the account of the listed bucket is of that organization',
  ],
])

function isKeyOfPeople({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ key }) => advice.has(key.toLowerCase()))
}

const encryptionKey = 's3:x-amz-server-side-encryption'

function isEncryptionKey(key: string): boolean {
  return key.toLowerCase().startsWith(encryptionKey)
}

function fixEncryption(
  { configuration }: CheckedSubject,
  name: string,
  { key, values }: PolicyCondition,
): string {
  const { encryption } = configuration.destination
  const now = encryption === undefined ? 'none' : JSON.stringify(encryption)
  const ofKey = key.toLowerCase() !== encryptionKey
  const wanted = ofKey ? `keyId: ${values[0] ?? 'KEY'}` : wordsFor(values[0])
  return `${name} asks for encryption: write destination.encryption: ${wanted}, where there is ${now} now`
}

function wordsFor(value: string | undefined): string {
  return value === 'AES256' ? '{ type: provider-managed }' : '{ type: kms, keyId: ARN of a key }'
}

/** An account that is none is left out: S3 takes its word for whose a bucket is, a policy does not. */
function stated({ bucket, configuration, sourceAccount = '' }: CheckedSubject): AccessSubject {
  const { accountId, ...destination } = configuration.destination
  const isAccount = accountId !== undefined && /^\d{12}$/.test(accountId)
  return {
    bucket,
    accountId: sourceAccount,
    configuration: isAccount ? configuration : { ...configuration, destination },
  }
}

function scopeOf({ region }: CheckedSubject): { readonly region?: string } {
  return region === undefined ? {} : { region }
}
