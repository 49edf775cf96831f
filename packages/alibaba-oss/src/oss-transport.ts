import { InventoryError } from '@bucket-inventory/core'

/** One request, in the words of `request` of an `ali-oss` client: what is not a success status is thrown. */
export interface OssRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'HEAD'
  /** Empty for a request that is about none. */
  readonly bucket: string
  /** A key. */
  readonly object?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Gives the stream of the answer as `res`, not its bytes as `data`. Default: false. */
  readonly customResponse?: boolean
  /** Sub-resources, which are signed; an empty value is a name alone. */
  readonly subres: Readonly<Record<string, string>>
  /** What else stands in the query. */
  readonly query?: Readonly<Record<string, string>>
  readonly mime?: string
  readonly content?: Uint8Array
  readonly successStatuses: readonly number[]
}

/** An answer, as far as it is looked at. */
export interface OssAnswer {
  readonly status: number
  /** The body, in bytes. */
  readonly data?: unknown
  readonly headers?: unknown
  readonly res?: unknown
}

/** What carries requests: a client of `ali-oss` 6, or anything that signs and sends like it. */
export interface OssTransport {
  request(request: OssRequest): Promise<OssAnswer>
}

/** A client of `ali-oss` as its published types describe it: they leave out the `request` that it has. */
export interface AliOssClient {
  useBucket(name: never, ...more: never[]): unknown
}

/** What a client of `ali-oss` is made from. */
export interface AliOssSettings {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly stsToken?: string
  readonly region?: string
  readonly endpoint?: string
  readonly cname?: boolean
  readonly internal?: boolean
  /** Path style. */
  readonly sldEnable?: boolean
  readonly secure: boolean
  readonly authorizationV4: boolean
  readonly timeout: number
}

/** Makes a client of the installed `ali-oss`: the one place that loads it. */
export async function openAliOss(settings: AliOssSettings): Promise<OssTransport> {
  const { default: Client } = await import('ali-oss')
  const { stsToken } = settings
  try {
    return asTransport(
      new Client({
        ...settings,
        // Credentials are looked after here. A token alone makes the client write a warning to the console.
        ...(stsToken === undefined ? {} : { refreshSTSTokenInterval: Number.MAX_SAFE_INTEGER }),
      }),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InventoryError('invalid-input', `ali-oss does not take the settings: ${reason}`, {
      cause: error,
    })
  }
}

/** The client if it can carry requests. Throws `unsupported` for one without `request`, which no `ali-oss` 6 is. */
export function asTransport(client: object): OssTransport {
  if (hasRequest(client)) return client
  throw new InventoryError(
    'unsupported',
    'the client has no method "request": give one of ali-oss 6, or anything with such a method',
  )
}

function hasRequest(client: object): client is OssTransport {
  return 'request' in client && typeof client.request === 'function'
}
