import { isInventoryError } from '@bucket-inventory/core'

import type { OssConnection } from '../oss-connection.ts'
import type { RetryOptions } from '../retry-request.ts'
import { ifThere, notOfRam, textAt, valueAt } from './ram-answer.ts'
import { RamCalls } from './ram-calls.ts'

/** A role as RAM has it. */
export interface RamRole {
  readonly arn: string
  /** Who may take it on, as text. */
  readonly trust: string
}

export interface AttachedPolicy {
  readonly name: string
  readonly type: string
}

/** The version of a policy that holds. */
export interface RamPolicyText {
  readonly document: string
  /** To how many roles, users and groups it is attached; `undefined` where RAM does not say. */
  readonly attachments: number | undefined
}

/** Requests to RAM. What changes nothing is sent again where that may help. */
export class RamRequests {
  readonly #calls: RamCalls

  constructor(connection: OssConnection, retry: RetryOptions) {
    this.#calls = new RamCalls(connection, retry)
  }

  /** `undefined` where there is none. */
  async role(name: string, signal: AbortSignal | undefined): Promise<RamRole | undefined> {
    const about = `role "${name}"`
    const answer = await ifThere(
      this.#calls.look(about, 'GetRole', { RoleName: name }, signal),
      'EntityNotExist.Role',
    )
    if (answer === undefined) return undefined
    const role = valueAt(answer, 'Role')
    return {
      arn: textAt(about, role, 'Arn'),
      trust: textAt(about, role, 'AssumeRolePolicyDocument'),
    }
  }

  async createRole(
    name: string,
    trust: string,
    description: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.#calls.write(
      `role "${name}"`,
      'CreateRole',
      { RoleName: name, AssumeRolePolicyDocument: trust, Description: description },
      signal,
    )
  }

  async updateTrust(name: string, trust: string, signal: AbortSignal | undefined): Promise<void> {
    await this.#calls.write(
      `role "${name}"`,
      'UpdateRole',
      { RoleName: name, NewAssumeRolePolicyDocument: trust },
      signal,
    )
  }

  /** What the role may do; `undefined` where there is no such role. */
  async attached(
    role: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly AttachedPolicy[] | undefined> {
    const about = `the policies of role "${role}"`
    const answer = await ifThere(
      this.#calls.look(about, 'ListPoliciesForRole', { RoleName: role }, signal),
      'EntityNotExist.Role',
    )
    if (answer === undefined) return undefined
    const list = valueAt(valueAt(answer, 'Policies'), 'Policy')
    if (!Array.isArray(list)) throw notOfRam(about)
    return list.map((policy: unknown) => ({
      name: textAt(about, policy, 'PolicyName'),
      type: textAt(about, policy, 'PolicyType'),
    }))
  }

  /** `undefined` where there is no such policy. */
  async policy(
    { name, type }: AttachedPolicy,
    signal: AbortSignal | undefined,
  ): Promise<RamPolicyText | undefined> {
    const about = `policy "${name}"`
    const answer = await ifThere(
      this.#calls.look(about, 'GetPolicy', { PolicyName: name, PolicyType: type }, signal),
      'EntityNotExist.Policy',
    )
    if (answer === undefined) return undefined
    const attachments = valueAt(valueAt(answer, 'Policy'), 'AttachmentCount')
    return {
      document: textAt(about, valueAt(answer, 'DefaultPolicyVersion'), 'PolicyDocument'),
      attachments: typeof attachments === 'number' ? attachments : undefined,
    }
  }

  async createPolicy(
    name: string,
    document: string,
    description: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.#calls.write(
      `policy "${name}"`,
      'CreatePolicy',
      { PolicyName: name, PolicyDocument: document, Description: description },
      signal,
    )
  }

  /** Makes a version the one that holds; of five the oldest that does not hold goes. */
  async replacePolicy(
    name: string,
    document: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.#calls.write(
      `policy "${name}"`,
      'CreatePolicyVersion',
      {
        PolicyName: name,
        PolicyDocument: document,
        SetAsDefault: 'true',
        RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
      },
      signal,
    )
  }

  async attach(name: string, role: string, signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#calls.write(
        `attaching policy "${name}", which is there, to role "${role}"`,
        'AttachPolicyToRole',
        { PolicyName: name, PolicyType: 'Custom', RoleName: role },
        signal,
      )
    } catch (error) {
      if (!isInventoryError(error, 'already-exists')) throw error
    }
  }
}
