import type { Check } from '@bucket-inventory/core'

import { givingPolicy, permissionChecks } from './check-permissions.ts'
import { failure, ok, unknown, unseen } from './check-result.ts'
import { nameOfRole, ownerOfRole } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import type { Holds } from './holds.ts'
import { heldByBucket } from './judge-bucket-policy.ts'
import type { RoleSession } from './judge-bucket-policy.ts'
import type { RamRequest } from './judge-policies.ts'
import { judgeTrust } from './judge-trust.ts'
import { valueOf } from './looks.ts'
import type { Seen } from './looks.ts'
import type { OssRound } from './oss-round.ts'
import type { RamRole } from './ram-requests.ts'
import { readRamPolicy } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'
import { trustPolicy } from './role-documents.ts'

/** What is to be known of the role that OSS writes in. None where the ARN is no ARN, which is said elsewhere. */
export async function checkRole(
  delivery: OssDelivery,
  region: string | undefined,
  round: OssRound,
  bucketPolicy: Promise<Seen<ReadPolicy | undefined> | undefined>,
  signal: AbortSignal | undefined,
): Promise<readonly Check[]> {
  const { roleArn } = delivery
  const owner = ownerOfRole(roleArn)
  if (owner === undefined) return []
  const name = nameOfRole(roleArn)
  const account = await round.account(signal)
  const caller = valueOf(account)
  if (caller !== undefined && caller !== owner) {
    return [
      unknown(
        'role-exists',
        `the credentials are of account ${caller}, and the role "${name}" is of ${owner}`,
        `look with credentials of account ${owner}`,
      ),
    ]
  }
  const look = await round.role(name, signal)
  if ('unseen' in look) return [unseen('role-exists', look.unseen, `ram:GetRole on role "${name}"`)]
  const role = look.value
  if (role === undefined || ownerOfRole(role.arn) !== owner) {
    return [missing(delivery, owner, caller)]
  }
  const [policies, ofBucket] = await Promise.all([round.policies(name, signal), bucketPolicy])
  const allowed = (request: RamRequest) =>
    allowedBy(ofBucket, { account: owner, role: name }, request)
  return [
    ok('role-exists', `the role "${name}" of account ${owner} is there`),
    trustCheck(name, role),
    ...permissionChecks(delivery, region, policies, allowed),
  ]
}

/** What the policy of the destination allows needs no policy of the role. */
function allowedBy(
  look: Seen<ReadPolicy | undefined> | undefined,
  session: RoleSession,
  request: RamRequest,
): Holds {
  if (look === undefined) return 'no'
  if ('unseen' in look) return 'unknown'
  return look.value === undefined ? 'no' : heldByBucket(look.value, 'Allow', session, request)
}

function missing(delivery: OssDelivery, owner: string, caller: string | undefined): Check {
  const { role: name } = delivery
  const fix = `make it, let OSS take it on with ${JSON.stringify(trustPolicy)}, and ${givingPolicy(delivery, 'least-privilege')}`
  return caller === undefined
    ? unknown(
        'role-exists',
        `there is no role "${name}", and nobody says whether the credentials are of account ${owner}`,
        fix,
      )
    : failure('role-exists', `there is no role "${name}" in account ${owner}`, fix)
}

function trustCheck(name: string, { trust }: RamRole): Check {
  const policy = readRamPolicy(trust)
  const fix = `add this statement to its trust policy, and take away what denies it: ${JSON.stringify(trustPolicy.Statement[0])}`
  const judgement = policy === undefined ? 'unknown' : judgeTrust(policy)
  switch (judgement) {
    case 'allow':
      return ok('role-trust', `OSS may take on the role "${name}"`)
    case 'none':
      return failure('role-trust', `nothing lets OSS take on the role "${name}"`, fix)
    case 'deny':
      return failure('role-trust', `a statement denies that OSS takes on the role "${name}"`, fix)
    case 'unknown':
      return unknown(
        'role-trust',
        `whether OSS may take on the role "${name}" hangs on what is not known here`,
        'let oss.aliyuncs.com take it on without a condition',
      )
  }
}
