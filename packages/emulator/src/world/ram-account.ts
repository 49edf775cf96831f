import { SortedMap } from './sorted-map.ts'

/** What one account of Alibaba Cloud keeps in Resource Access Management and KMS. */
export interface RamAccount {
  readonly roles: SortedMap<RamRole>
  /** Those that the account made itself. */
  readonly policies: SortedMap<RamPolicy>
  /** The ids of its keys. */
  readonly keys: Set<string>
}

/** Something that a service can act as. */
export interface RamRole {
  readonly name: string
  readonly id: string
  readonly description: string
  /** The document as it came. */
  readonly trust: string
  readonly maxSessionDuration: number
  readonly createdAt: number
  readonly updatedAt: number
  /** In the order in which they were attached. */
  readonly attached: readonly AttachedPolicy[]
}

export type RamPolicyType = 'System' | 'Custom'

export interface AttachedPolicy {
  readonly type: RamPolicyType
  readonly name: string
  readonly at: number
}

export interface RamPolicy {
  readonly name: string
  readonly description: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Oldest first; never none. */
  readonly versions: readonly RamPolicyVersion[]
  /** The id of the version that holds. */
  readonly defaultVersion: string
}

export interface RamPolicyVersion {
  /** `v1`, and so on. */
  readonly id: string
  readonly createdAt: number
  /** As it came. */
  readonly document: string
}

/** One change of an account's RAM, as data. A role or a policy is put whole. */
export type RamChange = { readonly account: string } & (
  | { readonly type: 'put-ram-role'; readonly role: RamRole }
  | { readonly type: 'delete-ram-role'; readonly name: string }
  | { readonly type: 'put-ram-policy'; readonly policy: RamPolicy }
  | { readonly type: 'delete-ram-policy'; readonly name: string }
  | { readonly type: 'create-oss-key'; readonly id: string }
)

/** What an account has; one that never made anything has nothing. */
export function ramAccount(ram: ReadonlyMap<string, RamAccount>, id: string): RamAccount {
  return ram.get(id) ?? { roles: new SortedMap(), policies: new SortedMap(), keys: new Set() }
}

/** Makes one change. */
export function applyRamChange(ram: Map<string, RamAccount>, change: RamChange): void {
  const account = ramAccount(ram, change.account)
  ram.set(change.account, account)
  const { roles, policies, keys } = account
  switch (change.type) {
    case 'put-ram-role':
      roles.set(change.role.name, change.role)
      break
    case 'delete-ram-role':
      roles.delete(change.name)
      break
    case 'put-ram-policy':
      policies.set(change.policy.name, change.policy)
      break
    case 'delete-ram-policy':
      policies.delete(change.name)
      break
    case 'create-oss-key':
      keys.add(change.id)
      break
  }
}
