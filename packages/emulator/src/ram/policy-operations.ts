import type { RamPolicy, RamPolicyType } from '../world/ram-account.ts'
import { checkPermissionDocument } from './check-policy-document.ts'
import { ramError } from './ram-error.ts'
import { ramDate, ramOperation } from './ram-operation.ts'
import type { RamCall } from './ram-operation.ts'

/** Making, reading and deleting policies. Those of the system can only be read. */
export const policyOperations = [
  ...ramOperation('CreatePolicy', create),
  ...ramOperation('GetPolicy', get),
  ...ramOperation('DeletePolicy', remove),
]

/** How many an account may have: https://www.alibabacloud.com/help/en/ram/product-overview/limits */
const maxPolicies = 1500

function create(call: RamCall): object {
  const { account, at, parameters } = call
  const name = call.required('PolicyName')
  if (!/^[\dA-Za-z-]{1,128}$/.test(name)) throw ramError('InvalidParameter.PolicyName.InvalidChars')
  const document = call.required('PolicyDocument')
  checkPermissionDocument(document)
  const description = parameters.get('Description') ?? ''
  if (description.length > 1024) throw ramError('InvalidParameter.Description.Length')
  if (account.policies.has(name)) throw ramError('EntityAlreadyExists.Policy')
  if (account.policies.size >= maxPolicies) throw ramError('LimitExceeded.Policy')
  const policy = newPolicy({ name, description, document, at })
  call.putPolicy(policy)
  return { Policy: describe(policy, 'Custom') }
}

/** A policy in its first version. */
export function newPolicy(settings: {
  readonly name: string
  readonly description: string
  readonly document: string
  readonly at: number
}): RamPolicy {
  const { name, description, document, at } = settings
  const versions = [{ id: 'v1', createdAt: at, document }]
  return { name, description, createdAt: at, updatedAt: at, versions, defaultVersion: 'v1' }
}

function get(call: RamCall): object {
  const type = call.policyType()
  const policy = call.policy(type)
  const { createdAt, id, document } = defaultVersionOf(policy)
  return {
    Policy: {
      ...describe(policy, type),
      UpdateDate: ramDate(policy.updatedAt),
      AttachmentCount: attachmentsOf(call, type, policy.name),
    },
    DefaultPolicyVersion: {
      VersionId: id,
      IsDefaultVersion: true,
      PolicyDocument: document,
      CreateDate: ramDate(createdAt),
    },
  }
}

/** The version that holds. */
export function defaultVersionOf(policy: RamPolicy): RamPolicy['versions'][number] {
  const version = policy.versions.find(({ id }) => id === policy.defaultVersion)
  if (version === undefined) throw new Error(`policy "${policy.name}" has no default version`)
  return version
}

function remove(call: RamCall): object {
  const policy = call.policy('Custom')
  const cascading = call.parameters.get('CascadingDelete') === 'true'
  if (attachmentsOf(call, 'Custom', policy.name) > 0) throw ramError('DeleteConflict.Policy.Role')
  if (policy.versions.length > 1 && !cascading) throw ramError('DeleteConflict.Policy.Version')
  call.deletePolicy(policy)
  return {}
}

function attachmentsOf({ account }: RamCall, type: RamPolicyType, name: string): number {
  const isIt = (other: { type: RamPolicyType; name: string }): boolean =>
    other.type === type && other.name === name
  return [...account.roles.values()].filter(({ attached }) => attached.some(isIt)).length
}

/** What RAM tells of a policy everywhere. */
function describe(policy: RamPolicy, type: RamPolicyType): object {
  return {
    PolicyName: policy.name,
    PolicyType: type,
    Description: policy.description,
    DefaultVersion: policy.defaultVersion,
    CreateDate: ramDate(policy.createdAt),
  }
}
