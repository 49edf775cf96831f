import type { AccessDocument } from '@bucket-inventory/core'

import { bucketPolicies } from './bucket-policy.ts'
import { statedSubjects } from './check-stated.ts'
import type { CheckedSubject } from './check-subject.ts'
import type { PolicyCondition, PolicyStatement } from './evaluate-policy-document.ts'
import { nameOfStatement } from './evaluate-policy-words.ts'
import type { PolicyDecision } from './evaluate-policy.ts'
import { keyPolicies } from './key-policy.ts'

/** The statement to add to the policy of the destination, whole. */
export function fixNotAllowed(subject: CheckedSubject): string {
  const place = `the policy of bucket "${subject.configuration.destination.bucket}"`
  const [document] = bucketPolicies(statedSubjects(subject))
  return addStatement(subject, place, document)
}

/** The statement to add to the policy of a key, whole. */
export function fixKeyPolicy(subject: CheckedSubject, arn: string): string {
  const { configuration } = subject
  const encryption = { type: 'kms', keyId: arn } as const
  const destination = { ...configuration.destination, encryption }
  const encrypted = { ...subject, configuration: { ...configuration, destination } }
  const [document] = keyPolicies(statedSubjects(encrypted))
  return addStatement(subject, `the policy of key ${arn}`, document)
}

function addStatement(
  { bucket }: CheckedSubject,
  place: string,
  document: AccessDocument | undefined,
): string {
  return document === undefined
    ? `let S3 in by ${place}; which statement does so can be said when the account is known that owns bucket "${bucket}"`
    : `add this statement to ${place}: ${JSON.stringify(document.content)}`
}

/** What to change in the statement that stops S3, or in the configuration. */
export function fixDenied(subject: CheckedSubject, { statement }: PolicyDecision): string {
  if (statement === undefined) return 'deny by what is the same for all keys of a report'
  const name = nameOfStatement(statement)
  const demanded = statement.conditions.find(({ key }) => isEncryptionKey(key))
  if (demanded !== undefined && !isKeyOfPeople(statement)) {
    return fixEncryption(subject, name, demanded)
  }
  const beneficiary = statement.conditions.find(
    ({ key, operator }) => operator !== 'Null' && isOfBeneficiary(key),
  )
  if (beneficiary !== undefined) return fixBeneficiary(subject, name, beneficiary)
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
])

/** Of those for whom a service works. To leave services out would let in what they do for anybody. */
function isOfBeneficiary(key: string): boolean {
  return /^aws:source(?:account|arn|orgid|orgpaths)$/i.test(key)
}

function fixBeneficiary(
  { bucket, sourceAccount = 'ACCOUNT', partition }: CheckedSubject,
  name: string,
  { key, operator }: PolicyCondition,
): string {
  if (/^aws:sourceorg/i.test(key)) {
    return `${name} decides by the organization of the account of bucket "${bucket}": it is right as it is if that account is of the organization that it lets in`
  }
  const value = /arn$/i.test(key) ? `arn:${partition}:s3:::${bucket}` : sourceAccount
  return operator.includes('Not')
    ? `in ${name}, name "${value}" beside the others of ${key}`
    : `in ${name}, take away what "${value}" is like in ${key}`
}

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
  condition: PolicyCondition,
): string {
  const { encryption } = configuration.destination
  const now = encryption === undefined ? 'none' : JSON.stringify(encryption)
  return `${name} decides by encryption: ${wantedBy(condition)}, where there is ${now} now`
}

/** What is not caught by a condition that denies. */
function wantedBy({ operator, key, values }: PolicyCondition): string {
  const [value = ''] = values
  const isKey = key.toLowerCase() !== encryptionKey
  if (operator === 'Null') {
    if (value.toLowerCase() !== 'true') return 'leave destination.encryption out'
    return `write destination.encryption: ${isKey ? ofKey('ARN of a key') : '{ type: provider-managed }'}`
  }
  if (!operator.includes('Not')) return `write another destination.encryption than ${value}`
  if (isKey) return `write destination.encryption: ${ofKey(value)}`
  return `write destination.encryption: ${value === 'AES256' ? '{ type: provider-managed }' : ofKey('ARN of a key')}`
}

function ofKey(key: string): string {
  return `{ type: kms, keyId: ${key} }`
}
