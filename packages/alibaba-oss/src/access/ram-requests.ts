import { abortable, InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { OssConnection } from '../oss-connection.ts'
import { retryRequest } from '../retry-request.ts'
import type { RetryOptions } from '../retry-request.ts'
import { openRam } from './ram-client.ts'
import type { RamClient } from './ram-client.ts'
import { toRamError } from './to-ram-error.ts'

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
  readonly #connection: OssConnection
  readonly #retry: RetryOptions
  #opened: { readonly key: string; readonly client: Promise<RamClient> } | undefined

  constructor(connection: OssConnection, retry: RetryOptions) {
    this.#connection = connection
    this.#retry = retry
  }

  /** `undefined` where there is none. */
  async role(name: string, signal: AbortSignal | undefined): Promise<RamRole | undefined> {
    const about = `role "${name}"`
    const answer = await ifThere(
      this.#look(about, 'GetRole', { RoleName: name }, signal),
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
    await this.#write(
      `role "${name}"`,
      'CreateRole',
      { RoleName: name, AssumeRolePolicyDocument: trust, Description: description },
      signal,
    )
  }

  async updateTrust(name: string, trust: string, signal: AbortSignal | undefined): Promise<void> {
    await this.#write(
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
      this.#look(about, 'ListPoliciesForRole', { RoleName: role }, signal),
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
      this.#look(about, 'GetPolicy', { PolicyName: name, PolicyType: type }, signal),
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
    await this.#write(
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
    await this.#write(
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
      await this.#write(
        `attaching policy "${name}", which is there, to role "${role}"`,
        'AttachPolicyToRole',
        { PolicyName: name, PolicyType: 'Custom', RoleName: role },
        signal,
      )
    } catch (error) {
      if (!isInventoryError(error, 'already-exists')) throw error
    }
  }

  async #look(
    about: string,
    action: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    return retryRequest(() => this.#write(about, action, query, signal), this.#retry, signal)
  }

  /** Sent once. The one place where errors are classified. */
  async #write(
    about: string,
    action: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    signal?.throwIfAborted()
    try {
      const client = await this.#client()
      signal?.throwIfAborted()
      return valueAt(await abortable(client.callApi(callOf(action), { query }, {}), signal), 'body')
    } catch (error) {
      signal?.throwIfAborted()
      throw toRamError(about, error)
    }
  }

  async #client(): Promise<RamClient> {
    const { ram } = this.#connection
    if (ram === undefined) {
      throw new InventoryError(
        'unsupported',
        'it is not known where RAM is beside this endpoint: say "ramEndpoint"',
      )
    }
    const credentials = await this.#connection.credentials()
    const key = JSON.stringify(credentials)
    if (this.#opened?.key !== key) this.#opened = { key, client: openRam(credentials, ram) }
    return this.#opened.client
  }
}

function callOf(action: string): object {
  return {
    action,
    version: '2015-05-01',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  }
}

async function ifThere(answer: Promise<unknown>, missing: string): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (isInventoryError(error) && error.service?.code === missing) return undefined
    throw error
  }
}

function textAt(about: string, value: unknown, key: string): string {
  const found = valueAt(value, key)
  if (typeof found === 'string' && found !== '') return found
  throw notOfRam(about)
}

function notOfRam(about: string): InventoryError {
  return new InventoryError('protocol', `${about}: the answer is none of RAM`)
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
