import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { aliOssSettings } from './ali-oss-settings.ts'
import { parseOssEndpoint } from './oss-endpoint.ts'
import { isOssHost, ossRegion, regionOfEndpoint } from './oss-region.ts'
import { ossRoleCredentials } from './oss-role-credentials.ts'
import { asTransport, openAliOss } from './oss-transport.ts'
import type { AliOssClient, OssTransport } from './oss-transport.ts'
import { ramAddress, stsAddress } from './service-address.ts'

/** Whoever may send requests. */
export interface OssCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** Of temporary credentials. */
  readonly stsToken?: string
}

/** How to reach the service. */
export interface OssConnectionOptions extends Partial<OssCredentials> {
  /** Carries the requests instead of a client made from what follows. Default: one made at the first request. */
  readonly client?: OssTransport | AliOssClient
  /** Region of the buckets, as `cn-hangzhou` or `oss-cn-hangzhou`. Default: the endpoint's, where it tells. */
  readonly region?: string
  /** Another server, as `https://oss.example.com`. Default: the public endpoint of the region. */
  readonly endpoint?: string
  /** The endpoint is a custom domain of one bucket. Default: false. */
  readonly cname?: boolean
  /** Use the internal endpoint of the region. Default: false. */
  readonly internal?: boolean
  /** Put the bucket into the path instead of the host. Default: only where the endpoint is this machine or an IP address. */
  readonly pathStyle?: boolean
  /** Asked before each request, with the profile if there is one; what it gives is not kept. Default: the keys given. */
  readonly credentials?: (profile?: string) => OssCredentials | Promise<OssCredentials>
  /** What `credentials` is asked for. */
  readonly profile?: string
  /**
   * ARNs of roles to assume, one after the other: the first with the keys or what `credentials` gives, each other with the
   * credentials of the one before. Default: none.
   */
  readonly roles?: readonly string[]
  /**
   * Where roles are assumed, and whose the credentials are is asked. Default: `https://sts.aliyuncs.com`; where the endpoint
   * is another server, nobody is asked.
   */
  readonly stsEndpoint?: string
  /**
   * Where the roles that deliver are looked at and made; `http` only for this machine. Default: `https://ram.aliyuncs.com`;
   * where the endpoint is another server, none.
   */
  readonly ramEndpoint?: string
  /** Version of the signature. Default: `v4`. */
  readonly signature?: 'v4' | 'v1'
  /** Milliseconds to wait for an answer. Default: 60,000. */
  readonly timeout?: number
}

/** One endpoint with its credentials, and the client that carries requests to it. */
export class OssConnection {
  /** Region of the buckets without `oss-`, as far as it is known. */
  readonly region: string | undefined
  /** Whether requests go to the service itself, not to a server that may not know what they mean. */
  readonly isService: boolean
  readonly #options: OssConnectionOptions
  readonly #client: object | undefined
  readonly #credentials: () => Promise<OssCredentials>
  #opened: { readonly key: string; readonly transport: Promise<OssTransport> } | undefined

  constructor(options: OssConnectionOptions) {
    this.#options = options
    this.#client = options.client
    this.#credentials = credentialsBy(options)
    const host = hostnameOf(endpointOf(options))
    this.region = regionOf(options, host)
    this.isService = isHostOfService(options, host)
  }

  /** What the next request is signed with. */
  async credentials(): Promise<OssCredentials> {
    return this.#credentials()
  }

  /** Where STS is, and how long to wait for it; `undefined` where nobody says. */
  get sts(): { readonly endpoint: string; readonly timeout: number } | undefined {
    const { stsEndpoint, timeout = 60_000 } = this.#options
    if (stsEndpoint === undefined && !this.isService) return undefined
    return { endpoint: stsAddress(stsEndpoint), timeout }
  }

  /** Where RAM is, and how long to wait for it; `undefined` where nobody says. */
  get ram(): { readonly endpoint: string; readonly timeout: number } | undefined {
    const { ramEndpoint, timeout = 60_000 } = this.#options
    if (ramEndpoint === undefined && !this.isService) return undefined
    return { endpoint: ramAddress(ramEndpoint), timeout }
  }

  /** What carries the next request. */
  async transport(): Promise<OssTransport> {
    if (this.#client !== undefined) return asTransport(this.#client)
    const { credentials: ask, roles = [] } = this.#options
    // Keys that were given do not change.
    if (this.#opened !== undefined && ask === undefined && roles.length === 0) {
      return this.#opened.transport
    }
    const credentials = await this.#credentials()
    const settings = aliOssSettings(this.#options, this.region, credentials)
    const key = JSON.stringify(settings)
    if (this.#opened?.key !== key) this.#opened = { key, transport: openAliOss(settings) }
    return this.#opened.transport
  }
}

/** Those of the last role, where there are roles. */
function credentialsBy(options: OssConnectionOptions): () => Promise<OssCredentials> {
  const { roles = [], stsEndpoint, timeout = 60_000 } = options
  const own = () => credentialsOf(options)
  const [first, ...others] = roles
  if (first === undefined) return own
  if (options.client !== undefined) {
    throw new InventoryError(
      'unsupported',
      'the OSS provider was given a client, which cannot take on roles: give it the credentials of the role',
    )
  }
  return ossRoleCredentials([first, ...others], own, {
    endpoint: stsAddress(stsEndpoint),
    timeout,
  })
}

async function credentialsOf(options: OssConnectionOptions): Promise<OssCredentials> {
  const { credentials, profile, accessKeyId = '', accessKeySecret = '', stsToken } = options
  if (credentials !== undefined) {
    try {
      return await (profile === undefined ? credentials() : credentials(profile))
    } catch (error) {
      if (isInventoryError(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw new InventoryError('unauthenticated', `no credentials for OSS: ${reason}`, {
        cause: error,
      })
    }
  }
  if (profile !== undefined) {
    throw new InventoryError(
      'unsupported',
      `ali-oss knows no profiles: give a function "credentials" that knows "${profile}"`,
    )
  }
  if (accessKeyId !== '' && accessKeySecret !== '') {
    return { accessKeyId, accessKeySecret, ...(stsToken === undefined ? {} : { stsToken }) }
  }
  throw new InventoryError(
    'unauthenticated',
    'no credentials for OSS: give accessKeyId and accessKeySecret, or a function "credentials"',
  )
}

/** The endpoint that is given, or the one that the client has. */
function endpointOf({ client, endpoint }: OssConnectionOptions): string | undefined {
  if (endpoint !== undefined) return endpoint
  const known = valueAt(valueAt(client, 'options'), 'endpoint')
  const host = valueAt(known, 'hostname')
  return typeof host === 'string' ? host : undefined
}

function hostnameOf(endpoint: string | undefined): string | undefined {
  return endpoint === undefined ? undefined : parseOssEndpoint(endpoint)?.hostname
}

function regionOf(options: OssConnectionOptions, host: string | undefined): string | undefined {
  const { region } = options
  if (region !== undefined && region !== '') return ossRegion(region)
  return host === undefined ? undefined : regionOfEndpoint(host)
}

function isHostOfService(options: OssConnectionOptions, host: string | undefined): boolean {
  const cname = options.cname ?? valueAt(valueAt(options.client, 'options'), 'cname') === true
  if (host === undefined) return options.client === undefined && options.endpoint === undefined
  return !cname && isOssHost(host)
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
