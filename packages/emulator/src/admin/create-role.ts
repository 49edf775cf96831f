import type { Emulation } from '../emulation.ts'
import type { EmulatedRole } from '../emulator.ts'
import { checkPermissionDocument, checkTrustDocument } from '../ram/check-policy-document.ts'
import { newPolicy } from '../ram/policy-operations.ts'
import { roleArn } from '../ram/role-arn.ts'
import { checkRoleName, newRole } from '../ram/role-operations.ts'
import { systemPolicies } from '../ram/system-policies.ts'
import { ramAccount } from '../world/ram-account.ts'
import type { AttachedPolicy, RamAccount } from '../world/ram-account.ts'

/** Makes a role without a request, its policies attached, and gives its ARN. It belongs to `owner` unless said otherwise. */
export async function createRole(
  { store, now }: Emulation,
  { account: given, name, trust = ossTrust, policies = [], attached = [] }: EmulatedRole,
  owner: string,
): Promise<string> {
  const account = given ?? owner
  checkRoleName(name)
  const at = now()
  const known = ramAccount(store.world.ram, account)
  if (known.roles.has(name))
    throw new Error(`there is a role "${name}" of account ${account} already`)
  const document = JSON.stringify(trust)
  checkTrustDocument(document)
  const made = policies.map((policy, index) => {
    const own = { name: policyName(name, index), description: '', document: JSON.stringify(policy) }
    checkPermissionDocument(own.document)
    if (known.policies.has(own.name))
      throw new Error(`there is a policy "${own.name}" of account ${account} already`)
    return newPolicy({ ...own, at })
  })
  const others = attached.map((policy) => ({ ...attachable(known, policy), at }))
  for (const policy of made) store.commit({ type: 'put-ram-policy', account, policy })
  const settings = { name, trust: document, description: '', maxSessionDuration: 3600, at }
  const own = made.map((policy) => ({ type: 'Custom', name: policy.name, at }) as const)
  const role = { ...newRole(settings), attached: [...own, ...others] }
  store.commit({ type: 'put-ram-role', account, role })
  await store.settled()
  return roleArn(account, name)
}

/** Lets OSS act as a role. */
const ossTrust = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: ['oss.aliyuncs.com'] },
    },
  ],
}

function policyName(role: string, index: number): string {
  return `${role.replaceAll(/[^\dA-Za-z-]/g, '-')}-${index + 1}`
}

function attachable({ policies }: RamAccount, name: string): Omit<AttachedPolicy, 'at'> {
  if (systemPolicies.has(name)) return { type: 'System', name }
  if (policies.has(name)) return { type: 'Custom', name }
  throw new Error(`there is no policy "${name}"`)
}
