import type { AttachedPolicy } from '../world/ram-account.ts'
import { ramError } from './ram-error.ts'
import { ramDate, ramOperation } from './ram-operation.ts'
import type { RamCall } from './ram-operation.ts'
import { systemPolicies } from './system-policies.ts'

/** Which policies a role has. */
export const attachmentOperations = [
  ...ramOperation('AttachPolicyToRole', attach),
  ...ramOperation('DetachPolicyFromRole', detach),
  ...ramOperation('ListPoliciesForRole', list),
]

function attach(call: RamCall): object {
  const type = call.policyType()
  const { name } = call.policy(type)
  const role = call.role()
  if (role.attached.some((other) => isSame(other, { type, name })))
    throw ramError('EntityAlreadyExists.Role.Policy')
  call.putRole({ ...role, attached: [...role.attached, { type, name, at: call.at }] })
  return {}
}

function detach(call: RamCall): object {
  const type = call.policyType()
  const name = call.required('PolicyName')
  const role = call.role()
  const attached = role.attached.filter((other) => !isSame(other, { type, name }))
  if (attached.length === role.attached.length) throw ramError('EntityNotExist.Role.Policy')
  call.putRole({ ...role, attached })
  return {}
}

function list(call: RamCall): object {
  const policies = call.role().attached.map(({ type, name, at }) => {
    const { description, defaultVersion } = policyOf(call, { type, name })
    return {
      PolicyName: name,
      PolicyType: type,
      Description: description,
      DefaultVersion: defaultVersion,
      AttachDate: ramDate(at),
    }
  })
  return { Policies: { Policy: policies } }
}

/** No policy goes away while it is attached. */
function policyOf(
  { account }: RamCall,
  { type, name }: Pick<AttachedPolicy, 'type' | 'name'>,
): { readonly description: string; readonly defaultVersion: string } {
  const policies = type === 'System' ? systemPolicies : account.policies
  const policy = policies.get(name)
  if (policy === undefined) throw new Error(`there is no policy "${name}"`)
  return policy
}

function isSame(left: AttachedPolicy, right: Pick<AttachedPolicy, 'type' | 'name'>): boolean {
  return left.type === right.type && left.name === right.name
}
