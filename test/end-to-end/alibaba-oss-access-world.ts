import { createRequire } from 'node:module'

import type * as RamModule from '@alicloud/ram20150501'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { OssConfiguration, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'
import type {
  AccessChange,
  AccessDocument,
  AccessSubject,
  Check,
  DeliveryAccess,
  Destination,
  InventoryProvider,
} from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'

import { ossClient } from './emulator-oss-inventories.ts'

// Whoever imports it gets another default, by what runs the import.
const Ram: typeof RamModule.default = createRequire(import.meta.url)('@alicloud/ram20150501')

const policyName = 'bucket-inventory-Deliverer'

/** OSS, its roles and its accounts on this machine: one that has all, and another. */
export class OssAccessWorld {
  readonly emulator: Emulator
  static readonly account = '1283641033516515'
  static readonly other = '2000000000000000'

  private constructor(emulator: Emulator) {
    this.emulator = emulator
  }

  static async start(): Promise<OssAccessWorld> {
    const emulator = await startEmulator({
      accounts: [
        { id: OssAccessWorld.account, accessKeyId: 'test', secretAccessKey: 'test' },
        { id: OssAccessWorld.other, accessKeyId: 'other', secretAccessKey: 'other' },
      ],
    })
    await emulator.createBucket({ cloud: 'oss', name: 'photos' })
    await emulator.createBucket({ cloud: 'oss', name: 'reports' })
    // Nothing is delivered where nothing is listed.
    const client = ossClient(emulator.oss)
    client.useBucket('photos')
    await client.put('a-key', Buffer.from('x'))
    return new OssAccessWorld(emulator)
  }

  provider(options: OssProviderOptions = {}): InventoryProvider<OssConfiguration> {
    const endpoint = this.emulator.oss
    return createOssProvider({
      endpoint,
      stsEndpoint: endpoint,
      ramEndpoint: endpoint,
      region: 'cn-hangzhou',
      accessKeyId: 'test',
      accessKeySecret: 'test',
      retry: { delay: () => 0 },
      ...options,
    })
  }

  access(options: OssProviderOptions = {}): DeliveryAccess {
    return accessOf(this.provider(options))
  }

  /** An inventory of the bucket, which is put; it delivers in the role `Deliverer` into `reports`. */
  async inventory(
    destination: Partial<Destination> = {},
    more: object = {},
  ): Promise<AccessSubject> {
    const subject = this.subject(destination, more)
    const provider = this.provider()
    const translation = provider.translate(subject.configuration, { region: 'cn-hangzhou' })
    await provider.put(subject.bucket, acceptTranslation(translation))
    return subject
  }

  subject(destination: Partial<Destination> = {}, more: object = {}): AccessSubject {
    return {
      bucket: 'photos',
      configuration: parseInventoryConfiguration({
        id: 'daily',
        schedule: { every: 'day' },
        destination: {
          bucket: 'reports',
          accountId: OssAccessWorld.account,
          roleArn: `acs:ram::${OssAccessWorld.account}:role/Deliverer`,
          format: 'csv',
          ...destination,
        },
        ...more,
      }),
    }
  }

  /** The documents of the role alone, of an inventory that is put. */
  async roleDocuments(destination: Partial<Destination> = {}): Promise<readonly AccessDocument[]> {
    const subject = await this.inventory(destination)
    return this.access()
      .documents([subject])
      .filter(({ kind }) => ['role-trust', 'role-permission', 'key-policy'].includes(kind))
  }

  async applyAll(documents: readonly AccessDocument[]): Promise<void> {
    const access = this.access()
    for (const change of await access.changes(documents)) await access.apply(change)
  }

  /** From now on the caller may not do it. */
  deny(operation: string, code = 'NoPermission'): void {
    const effect = { type: 'error', status: 403, code } as const
    this.emulator.inject({ cloud: 'oss', operation, times: 1000, effect })
  }

  /** Somebody else makes a policy of our name. */
  async createPolicy(document: object): Promise<void> {
    const policyDocument = JSON.stringify(document)
    await this.#ram().createPolicy(new Ram.CreatePolicyRequest({ policyName, policyDocument }))
  }

  /** Somebody else changes it. */
  async changePolicy(document: object): Promise<void> {
    const version = {
      policyName,
      policyDocument: JSON.stringify(document),
      setAsDefault: true,
      rotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
    }
    await this.#ram().createPolicyVersion(new Ram.CreatePolicyVersionRequest(version))
  }

  /** What a round of its own says of an inventory. */
  async checked(subject: AccessSubject, options?: OssProviderOptions): Promise<readonly Check[]> {
    return this.access(options).checks().check(subject)
  }

  /** Somebody gives it to a role. */
  async attach(roleName: string): Promise<void> {
    const attachment = { policyName, policyType: 'Custom', roleName }
    await this.#ram().attachPolicyToRole(new Ram.AttachPolicyToRoleRequest(attachment))
  }

  /** The lifecycle rules of the destination, as they stand there. */
  async lifecycle(): Promise<string> {
    const { data } = await ossClient(this.emulator.oss).request({
      method: 'GET',
      bucket: 'reports',
      subres: { lifecycle: '' },
      successStatuses: [200],
    })
    return data.toString()
  }

  /** Somebody else puts rules, and gets what stands there then. */
  async putLifecycle(
    rules: readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const document = `<LifecycleConfiguration>${rules.join('')}</LifecycleConfiguration>`
    await this.putSetting('lifecycle', document, headers)
    return this.lifecycle()
  }

  /** Somebody changes the destination. */
  async putSetting(
    name: string,
    document: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await ossClient(this.emulator.oss).request({
      method: 'PUT',
      bucket: 'reports',
      subres: { [name]: '' },
      headers,
      mime: 'xml',
      content: Buffer.from(document),
      successStatuses: [200],
    })
  }

  #ram(): InstanceType<typeof Ram.default> {
    const settings = { accessKeyId: 'test', accessKeySecret: 'test', protocol: 'HTTP' }
    // Its types want an instance of a class of another package; its documentation gives an object.
    return Reflect.construct(Ram.default, [
      { ...settings, endpoint: new URL(this.emulator.oss).host },
    ])
  }

  /** Why not, where it is not. */
  async delivers(): Promise<true | string> {
    const delivery = await this.emulator.deliver('oss', 'photos', 'daily')
    return delivery.delivered || delivery.reason
  }
}

export function accessOf({ access }: { readonly access?: DeliveryAccess }): DeliveryAccess {
  if (access === undefined) throw new Error('the provider has no facet for access')
  return access
}

/** What the changes of the kinds come to, as `role-trust create`. */
export function statesOf(changes: readonly AccessChange[]): readonly string[] {
  return changes.map(({ kind, state }) => `${kind} ${state}`)
}

/** Those that are not well, as `role-trust failure`. */
export function unwell(
  checks: readonly Check[],
  ...states: readonly Check['state'][]
): readonly string[] {
  const shown = states.length === 0 ? ['failure', 'unknown'] : states
  return checks
    .filter(({ state }) => shown.includes(state))
    .map(({ name, state }) => `${name} ${state}`)
}

/** A trust policy for a service. */
export function trusting(service: string) {
  const statement = { Action: 'sts:AssumeRole', Principal: { Service: [service] } }
  return { Version: '1', Statement: [{ Effect: 'Allow', ...statement }] }
}

/** A permission to write, as ours are. */
export function writing(resource: string) {
  const actions = ['oss:PutObject', 'oss:AbortMultipartUpload']
  return {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: [resource] }],
  }
}
