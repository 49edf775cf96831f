import { InventoryError } from '@bucket-inventory/core'

import type { OssCredentials } from '../oss-connection.ts'

/** What carries requests to RAM: a client of `@alicloud/ram20150501`, of which every operation is a call of this one. */
export interface RamClient {
  callApi(parameters: object, request: object, runtime: object): Promise<unknown>
}

export interface RamSettings {
  /** As `https://ram.aliyuncs.com`. */
  readonly endpoint: string
  /** Milliseconds to wait for an answer. */
  readonly timeout: number
}

/** What RAM needs to be installed. */
const ramPackage = '@alicloud/ram20150501'

/** Makes a client of the installed package: the one place that loads it. Rejects with `unsupported` where it is missing. */
export async function openRam(
  { accessKeyId, accessKeySecret, stsToken }: OssCredentials,
  { endpoint, timeout }: RamSettings,
): Promise<RamClient> {
  const { host, protocol } = new URL(endpoint)
  const Client = constructorIn(await import('@alicloud/ram20150501').catch(notLoaded))
  const client: unknown =
    Client &&
    Reflect.construct(Client, [
      {
        accessKeyId,
        accessKeySecret,
        ...(stsToken === undefined || stsToken === '' ? {} : { securityToken: stsToken }),
        endpoint: host,
        protocol: protocol === 'http:' ? 'HTTP' : 'HTTPS',
        readTimeout: timeout,
        connectTimeout: timeout,
      },
    ])
  if (isRamClient(client)) return client
  throw new InventoryError('unsupported', `this version of ${ramPackage} is not one that is known`)
}

/** A module of the older kind: where its default is, is for whoever loads it. Node gives one within another. */
function constructorIn({ default: found }: { readonly default: unknown }) {
  const within: unknown =
    typeof found === 'object' && found !== null ? Reflect.get(found, 'default') : found
  return typeof within === 'function' ? within : undefined
}

function notLoaded(error: unknown): never {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  throw new InventoryError(
    'unsupported',
    `roles are looked at and made with the package ${ramPackage}, which cannot be loaded: install it (${reason})`,
    { cause: error },
  )
}

function isRamClient(client: unknown): client is RamClient {
  return (
    typeof client === 'object' &&
    client !== null &&
    'callApi' in client &&
    typeof client.callApi === 'function'
  )
}
