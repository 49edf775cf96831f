import type { RamPolicy, RamPolicyVersion } from '../world/ram-account.ts'
import { checkPermissionDocument } from './check-policy-document.ts'
import { ramError } from './ram-error.ts'
import { ramDate, ramOperation } from './ram-operation.ts'
import type { RamCall } from './ram-operation.ts'

/** Versions of a policy: making, reading and deleting them, and saying which one holds. */
export const policyVersionOperations = [
  ...ramOperation('CreatePolicyVersion', create),
  ...ramOperation('GetPolicyVersion', get),
  ...ramOperation('ListPolicyVersions', list),
  ...ramOperation('DeletePolicyVersion', remove),
  ...ramOperation('SetDefaultPolicyVersion', setDefault),
]

const maxVersions = 5

function create(call: RamCall): object {
  const { at, parameters } = call
  const document = call.required('PolicyDocument')
  checkPermissionDocument(document)
  const rotates = rotatesBy(parameters.get('RotateStrategy'))
  const policy = call.policy('Custom')
  const { versions } = policy
  if (versions.length >= maxVersions && !rotates) throw ramError('LimitExceeded.Policy.Version')
  const oldest = versions.find(({ id }) => id !== policy.defaultVersion)
  const kept =
    versions.length >= maxVersions ? versions.filter((version) => version !== oldest) : versions
  const number = Math.max(...versions.map(({ id }) => Number(id.slice(1)))) + 1
  const version = { id: `v${number}`, createdAt: at, document }
  const becomesDefault = parameters.get('SetAsDefault') === 'true'
  const updated = {
    ...policy,
    updatedAt: at,
    versions: [...kept, version],
    defaultVersion: becomesDefault ? version.id : policy.defaultVersion,
  }
  call.putPolicy(updated)
  return { PolicyVersion: describe(updated, version) }
}

function rotatesBy(strategy = 'None'): boolean {
  if (strategy === 'DeleteOldestNonDefaultVersionWhenLimitExceeded') return true
  if (strategy === 'None') return false
  throw ramError('InvalidParameter.RotateStrategy')
}

function get(call: RamCall): object {
  const policy = call.policy()
  return { PolicyVersion: describe(policy, versionOf(call, policy)) }
}

function list(call: RamCall): object {
  const policy = call.policy()
  const newestFirst = policy.versions.toReversed()
  const versions = newestFirst.map((version) => describe(policy, version))
  return { PolicyVersions: { PolicyVersion: versions } }
}

function remove(call: RamCall): object {
  const policy = call.policy('Custom')
  const version = versionOf(call, policy)
  if (version.id === policy.defaultVersion) throw ramError('DeleteConflict.Policy.Version.Default')
  const versions = policy.versions.filter((other) => other !== version)
  call.putPolicy({ ...policy, versions, updatedAt: call.at })
  return {}
}

function setDefault(call: RamCall): object {
  const policy = call.policy('Custom')
  const { id } = versionOf(call, policy)
  call.putPolicy({ ...policy, defaultVersion: id, updatedAt: call.at })
  return {}
}

function versionOf(call: RamCall, { versions }: RamPolicy): RamPolicyVersion {
  const id = call.required('VersionId')
  const version = versions.find((one) => one.id === id)
  if (version === undefined) throw ramError('EntityNotExist.Policy.Version')
  return version
}

function describe({ defaultVersion }: RamPolicy, version: RamPolicyVersion): object {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === defaultVersion,
    PolicyDocument: version.document,
    CreateDate: ramDate(version.createdAt),
  }
}
