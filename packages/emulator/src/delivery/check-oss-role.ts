import type { Emulation } from '../emulation.ts'
import { policyContext } from '../policies/policy-context.ts'
import { judgeRole, judgeSession, strictest, trustsService } from '../ram/judge-role.ts'
import { defaultVersionOf } from '../ram/policy-operations.ts'
import { readRoleArn } from '../ram/role-arn.ts'
import { systemPolicies } from '../ram/system-policies.ts'
import { ramAccount } from '../world/ram-account.ts'
import type { RamAccount, RamRole } from '../world/ram-account.ts'
import { textAt } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'
import { defaultKey, ossReportEncryption } from './oss-report-encryption.ts'
import { roleRequests } from './role-requests.ts'
import type { RoleTask } from './role-requests.ts'

/**
 * Refuses what OSS could not do as the role that an inventory names: that is not there, or OSS may not act as it, or it may
 * not write each key, or not use the key of KMS, or, by a switch, not read the source. What the role may is said by its own
 * policies and by that of the bucket: one of them allows it, and none denies it.
 * https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
 * https://www.alibabacloud.com/help/en/oss/user-guide/authentication
 */
export function checkOssRole(emulation: Emulation, task: RoleTask): void {
  checkKey(emulation, task)
  const { switches, credentials, store, now } = emulation
  if (switches.ossRoles === 'any') return
  const { destination, settings } = task
  const arn = textAt(settings, 'RoleArn') ?? ''
  const { account = '', name = '' } = readRoleArn(arn) ?? {}
  const known = ramAccount(store.world.ram, account)
  const role = known.roles.get(name)
  const isThere = switches.ossRoles === 'own' ? credentials.hasAccount(account) : role !== undefined
  if (!isThere || account !== destination.owner)
    throw new DeliveryRefusal(`there is no role "${arn}" of the account of "${destination.name}"`)
  if (role === undefined || switches.ossRoles === 'own') return
  const circumstances = {
    'acs:CurrentTime': new Date(now()).toISOString(),
    'acs:SecureTransport': 'true',
    'acs:SourceIp': ossAddress,
    'acs:SourceVpc': noVpc,
    'acs:AccessId': 'STS.inventory',
  }
  if (!trustsService(role.trust, service, policyContext(circumstances)))
    throw new DeliveryRefusal(`the role "${arn}" does not let ${service} act as it`)
  const policies = documentsOf(known, role)
  const session = `arn:sts::${account}:assumed-role/${name}/${service}`
  for (const { action, resources, bucket, values = {}, what } of roleRequests(emulation, task)) {
    const request = { action, resources, context: policyContext({ ...circumstances, ...values }) }
    const ofBucket = judgeSession(bucket?.policy, session, request)
    if (bucket !== undefined && ofBucket === 'deny')
      throw new DeliveryRefusal(
        `the policy of bucket "${bucket.name}" denies that the role "${arn}" may ${what} (${action})`,
      )
    if (strictest(judgeRole(policies, request), ofBucket) !== 'allow')
      throw new DeliveryRefusal(`the role "${arn}" may not ${what} (${action})`)
  }
}

const service = 'oss.aliyuncs.com'

/** Where OSS writes from: an address of the cloud's own, in nobody's list. */
const ossAddress = '100.64.0.1'

/**
 * Of a request that comes out of no VPC: it has none, and conditions see no text. "Internet requests fail because they do not
 * have a VPC prefix" where `StringNotLike` wants `vpc-*`; `StringLike` with `*` takes them in.
 * https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
 */
const noVpc = ''

/** The documents that hold. No policy goes away while it is attached. */
function documentsOf({ policies }: RamAccount, { attached }: RamRole): readonly string[] {
  return attached.flatMap(({ type, name }) => {
    const policy = (type === 'System' ? systemPolicies : policies).get(name)
    return policy === undefined ? [] : [defaultVersionOf(policy).document]
  })
}

function checkKey({ switches, store }: Emulation, { destination, settings }: RoleTask): void {
  const { id = defaultKey } = ossReportEncryption(destination, settings).key ?? {}
  if (switches.ossKeys === 'any' || id === defaultKey) return
  if (!ramAccount(store.world.ram, destination.owner).keys.has(id))
    throw new DeliveryRefusal(`there is no key "${id}" of the account of "${destination.name}"`)
}
