import { randomInt } from 'node:crypto'

import type { RamRole } from '../world/ram-account.ts'
import { checkTrustDocument } from './check-policy-document.ts'
import { pageOf } from './page-of.ts'
import { ramError } from './ram-error.ts'
import { ramDate, ramOperation } from './ram-operation.ts'
import type { RamCall } from './ram-operation.ts'
import { roleArn } from './role-arn.ts'

/** Making, reading, changing and deleting roles. */
export const roleOperations = [
  ...ramOperation('CreateRole', create),
  ...ramOperation('GetRole', get),
  ...ramOperation('UpdateRole', update),
  ...ramOperation('DeleteRole', remove),
  ...ramOperation('ListRoles', list),
]

/** How many an account may have. */
const maxRoles = 1000

function create(call: RamCall): object {
  const { account, at, parameters } = call
  const name = call.required('RoleName')
  checkRoleName(name)
  const trust = call.required('AssumeRolePolicyDocument')
  checkTrustDocument(trust)
  const description = descriptionOf(parameters.get('Description'))
  const maxSessionDuration = durationOf(parameters.get('MaxSessionDuration'))
  if (account.roles.has(name)) throw ramError('EntityAlreadyExists.Role')
  if (account.roles.size >= maxRoles) throw ramError('LimitExceeded.Role')
  const role = newRole({ name, trust, description, maxSessionDuration, at })
  call.putRole(role)
  return { Role: describeWhole(call, role) }
}

/** Refuses a name that no role may have. */
export function checkRoleName(name: string): void {
  if (!/^[\w.-]{1,64}$/.test(name)) throw ramError('InvalidParameter.RoleName.InvalidChars')
}

/** A role that nothing is attached to yet. */
export function newRole(
  settings: Pick<RamRole, 'name' | 'trust' | 'description' | 'maxSessionDuration'> & {
    readonly at: number
  },
): RamRole {
  const { at, ...role } = settings
  const id = `3${Array.from({ length: 17 }, () => randomInt(10)).join('')}`
  return { ...role, id, createdAt: at, updatedAt: at, attached: [] }
}

function get(call: RamCall): object {
  const role = call.role()
  return { Role: { ...describeWhole(call, role), UpdateDate: ramDate(role.updatedAt) } }
}

function update(call: RamCall): object {
  const { at, parameters } = call
  const role = call.role()
  const trust = parameters.get('NewAssumeRolePolicyDocument') ?? role.trust
  if (trust !== role.trust) checkTrustDocument(trust)
  const updated = {
    ...role,
    trust,
    description: descriptionOf(parameters.get('NewDescription') ?? role.description),
    maxSessionDuration: durationOf(
      parameters.get('NewMaxSessionDuration') ?? String(role.maxSessionDuration),
    ),
    updatedAt: at,
  }
  call.putRole(updated)
  return { Role: { ...describeWhole(call, updated), UpdateDate: ramDate(at) } }
}

function remove(call: RamCall): object {
  const role = call.role()
  if (role.attached.length > 0) throw ramError('DeleteConflict.Role.Policy')
  call.deleteRole(role)
  return {}
}

function list(call: RamCall): object {
  const { account, parameters } = call
  const { page, ...rest } = pageOf('roles', account.roles, parameters)
  const roles = page.map((role) => ({
    ...describe(call, role),
    UpdateDate: ramDate(role.updatedAt),
    Tags: { Tag: [] },
  }))
  return { ...rest, Roles: { Role: roles } }
}

function describe({ accountId }: RamCall, role: RamRole): object {
  return {
    RoleId: role.id,
    RoleName: role.name,
    Arn: roleArn(accountId, role.name),
    Description: role.description,
    CreateDate: ramDate(role.createdAt),
    MaxSessionDuration: role.maxSessionDuration,
  }
}

function describeWhole(call: RamCall, role: RamRole): object {
  return { ...describe(call, role), AssumeRolePolicyDocument: role.trust }
}

function descriptionOf(text = ''): string {
  if (text.length > 1024) throw ramError('InvalidParameter.Description.Length')
  return text
}

function durationOf(text = '3600'): number {
  const seconds = Number(text)
  if (Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43_200) return seconds
  throw ramError('InvalidParameter.MaxSessionDuration')
}
