import { InventoryError, isInventoryError, readAnswer } from '@bucket-inventory/core'

import { readBucketInfo } from './bucket-info.ts'
import type { BucketInfo } from './bucket-info.ts'
import { noLifecycle, readLifecycle } from './lifecycle-document.ts'
import type { Lifecycle } from './lifecycle-document.ts'
import { Looks } from './looks.ts'
import type { Seen } from './looks.ts'
import type { ChangeTools } from './plan-change.ts'
import { lifecycleText } from './plan-retention.ts'
import type { AttachedPolicy, RamRole } from './ram-requests.ts'
import { readRamPolicy } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'

/** What a role may do: the policies that could be read, and the names of the others. */
export interface RolePolicies {
  readonly read: readonly ReadPolicy[]
  readonly unread: readonly string[]
}

/** One round of looking: each bucket, role and policy once, however many inventories share it. */
export class OssRound {
  readonly #tools: ChangeTools
  readonly #buckets = new Looks<BucketInfo | undefined>()
  readonly #lifecycles = new Looks<Lifecycle>()
  readonly #bucketPolicies = new Looks<ReadPolicy | undefined>()
  readonly #accounts = new Looks<string | undefined>()
  readonly #roles = new Looks<RamRole | undefined>()
  readonly #attached = new Looks<RolePolicies>()
  readonly #policies = new Looks<string | undefined>()

  constructor(tools: ChangeTools) {
    this.#tools = tools
  }

  /** `undefined` where there is none. */
  bucket(name: string, signal: AbortSignal | undefined): Promise<Seen<BucketInfo | undefined>> {
    return this.#buckets.once(name, signal, async () => {
      try {
        const text = await this.#tools.requests.bucketInfo(name)
        return readAnswer(`bucket "${name}"`, () => readBucketInfo(text))
      } catch (error) {
        if (isInventoryError(error) && error.service?.code === 'NoSuchBucket') return undefined
        throw error
      }
    })
  }

  lifecycle(name: string, signal: AbortSignal | undefined): Promise<Seen<Lifecycle>> {
    return this.#lifecycles.once(name, signal, async () => {
      const text = await lifecycleText(name, this.#tools.requests, undefined)
      return text === undefined
        ? noLifecycle
        : readAnswer(`the lifecycle rules of bucket "${name}"`, () => readLifecycle(text))
    })
  }

  /** `undefined` where the bucket has none. */
  bucketPolicy(
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<Seen<ReadPolicy | undefined>> {
    return this.#bucketPolicies.once(name, signal, async () => {
      try {
        const policy = readRamPolicy(await this.#tools.requests.policy(name))
        if (policy !== undefined) return policy
      } catch (error) {
        if (isInventoryError(error) && error.service?.code === 'NoSuchBucketPolicy')
          return undefined
        throw error
      }
      throw new InventoryError('protocol', `the policy of bucket "${name}" is none of OSS`)
    })
  }

  /** Whose credentials these are. */
  account(signal: AbortSignal | undefined): Promise<Seen<string | undefined>> {
    return this.#accounts.once('', signal, () => this.#tools.account(undefined))
  }

  /** Of the account of the credentials; `undefined` where there is none. */
  role(name: string, signal: AbortSignal | undefined): Promise<Seen<RamRole | undefined>> {
    return this.#roles.once(name, signal, () => this.#tools.ram.role(name, undefined))
  }

  policies(role: string, signal: AbortSignal | undefined): Promise<Seen<RolePolicies>> {
    return this.#attached.once(role, signal, async () => {
      const attached = (await this.#tools.ram.attached(role, undefined)) ?? []
      const found = await Promise.all(attached.map((policy) => this.#policy(policy)))
      return {
        read: found.filter((policy) => typeof policy !== 'string'),
        unread: found.filter((policy) => typeof policy === 'string'),
      }
    })
  }

  /** What it is called where it cannot be read. Roles share those of the system. */
  async #policy(policy: AttachedPolicy): Promise<ReadPolicy | string> {
    const { name, type } = policy
    const look = await this.#policies.once(`${type} ${name}`, undefined, async () => {
      const found = await this.#tools.ram.policy(policy, undefined)
      return found?.document
    })
    const text = 'value' in look ? look.value : undefined
    return (text === undefined ? undefined : readRamPolicy(text)) ?? name
  }
}
