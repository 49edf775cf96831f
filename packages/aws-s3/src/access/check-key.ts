import type { Check } from '@bucket-inventory/core'

import { partitionOf } from '../s3-partitions.ts'
import { found, passed, unseen } from './check-outcome.ts'
import { fixDenied, fixKeyPolicy } from './check-policy-fix.ts'
import { keyRequest } from './check-request.ts'
import type { CheckedSubject } from './check-subject.ts'
import { evaluatePolicy } from './evaluate-policy.ts'
import type { Look } from './s3-look-kept.ts'
import type { KeyLook } from './s3-look-key.ts'

const name = 'encryption-key'
const policyName = 'key-policy'

/** Whether S3 can use a key: how it is named, what it is, and whether its policy lets S3. */
export async function checkKey(subject: CheckedSubject, keyId: string): Promise<readonly Check[]> {
  const misnamed = checkForm(subject, keyId)
  if (misnamed !== undefined) return [misnamed]
  const look = await lookAtKey(subject, keyId)
  if ('error' in look) {
    const isArn = keyId.startsWith('arn:')
    if (look.error.code === 'not-found' && isArn) {
      return [
        found(name, 'failure', `there is no key "${keyId}"`, nameOther(subject.destination.region)),
      ]
    }
    return [unseen(name, `key "${keyId}"`, look.error, `kms:DescribeKey on key ${keyId}`)]
  }
  const check = checkUse(look.found, keyId)
  return check.state === 'ok' ? [check, await checkPolicy(subject, look.found.arn)] : [check]
}

/** Whether it is a key that AWS manages for a service, by its name or as KMS says. */
export async function isManagedByAws(subject: CheckedSubject, keyId: string): Promise<boolean> {
  if (isManagedAlias(keyId)) return true
  if (checkForm(subject, keyId) !== undefined) return false
  const look = await lookAtKey(subject, keyId)
  return 'found' in look && look.found.manager === 'AWS'
}

function lookAtKey(subject: CheckedSubject, keyId: string): Promise<Look<KeyLook>> {
  return subject.looks.key(keyId, keyRegionOf(subject, keyId), subject.signal)
}

function isManagedAlias(keyId: string): boolean {
  return /(?:^|:)alias\/aws\/\w+$/.test(keyId)
}

/** What can be told from the name alone. */
function checkForm({ destination }: CheckedSubject, keyId: string): Check | undefined {
  const { region } = destination
  const fix = nameOther(region)
  const fail = (evidence: string) => found(name, 'failure', evidence, fix)
  if (keyId === '') return fail('the configuration asks for KMS and names no key')
  if (isManagedAlias(keyId)) {
    return fail(`"${keyId}" is a key that AWS manages, which S3 cannot write reports with`)
  }
  if (keyId.startsWith('alias/')) {
    const evidence = `"${keyId}" is an alias without its account, and no page says in whose account S3 looks for it`
    return found(name, 'unknown', evidence, fix)
  }
  if (!keyId.startsWith('arn:')) return undefined
  const [, partition, service, keyRegion, account, resource = ''] = keyId.split(':')
  if (service !== 'kms' || account === '' || !/^(?:key|alias)\/./.test(resource)) {
    return fail(`"${keyId}" is no ARN of a key`)
  }
  if (region === undefined) return undefined
  if (partition !== partitionOf(region)) {
    return fail(
      `key "${keyId}" is of partition ${partition}, the destination of ${partitionOf(region)}`,
    )
  }
  if (keyRegion === region) return undefined
  return fail(`key "${keyId}" is in ${keyRegion}, the destination in ${region}`)
}

function checkUse({ arn, state, manager, spec, usage }: KeyLook, keyId: string): Check {
  const key = keyId === arn ? `key ${arn}` : `key ${arn}, which "${keyId}" names,`
  if (manager === 'AWS') {
    const evidence = `${key} is managed by AWS, and S3 cannot write reports with it`
    return found(name, 'failure', evidence, nameOther(arn.split(':')[3]))
  }
  if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT') {
    const evidence = `${key} is ${spec} for ${usage}, not symmetric for encryption`
    return found(name, 'failure', evidence, nameOther(arn.split(':')[3]))
  }
  if (state === 'Enabled') {
    return passed(name, `${key} is enabled, symmetric and managed by its customer`)
  }
  const command =
    state === 'PendingDeletion'
      ? `aws kms cancel-key-deletion --key-id ${arn} && aws kms enable-key --key-id ${arn}`
      : `aws kms enable-key --key-id ${arn}`
  return found(name, 'failure', `${key} is not enabled but ${state}`, command)
}

async function checkPolicy(subject: CheckedSubject, arn: string): Promise<Check> {
  const look = await subject.looks.keyPolicy(arn, keyRegionOf(subject, arn), subject.signal)
  if ('error' in look) {
    return unseen(policyName, `the policy of key ${arn}`, look.error, `kms:GetKeyPolicy on it`)
  }
  const decision = evaluatePolicy(look.found, keyRequest(subject, arn))
  const evidence = `the policy of key ${arn}: ${decision.reason}`
  switch (decision.decision) {
    case 'allowed':
      return passed(policyName, evidence)
    case 'denied':
      return found(policyName, 'failure', evidence, fixDenied(subject, decision))
    case 'unknown':
      return found(policyName, 'unknown', evidence, fixKeyPolicy(subject, arn))
    case 'malformed': {
      const fix = `look at it yourself: aws kms get-key-policy --key-id ${arn} --policy-name default`
      return found(policyName, 'unknown', evidence, fix)
    }
    case 'not-allowed':
      return found(policyName, 'failure', evidence, fixKeyPolicy(subject, arn))
  }
}

/** Where to ask about a key: that of its ARN, which is the destination's by then, or cannot be told from it. */
function keyRegionOf({ destination, region }: CheckedSubject, keyId: string): string | undefined {
  const [, , , own = ''] = keyId.split(':')
  return own === '' ? (destination.region ?? region) : own
}

function nameOther(region: string | undefined): string {
  const where = region === undefined ? '' : ` of ${region}`
  return `name a customer managed symmetric key${where} by its ARN in destination.encryption.keyId`
}
