import type * as Sdk from '@aws-sdk/client-kms'
import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import { isS3Host } from '../s3-partitions.ts'
import { toInventoryError } from '../to-inventory-error.ts'

/** What KMS says of a key. */
export interface KeyLook {
  readonly arn: string
  /** `Enabled`, `Disabled`, `PendingDeletion`, ... */
  readonly state: string
  /** `CUSTOMER`, `AWS`. */
  readonly manager: string
  /** `SYMMETRIC_DEFAULT`, ... */
  readonly spec: string
  /** `ENCRYPT_DECRYPT`, ... */
  readonly usage: string
}

/** Two requests, made with what the connection to S3 is made of. Rejections are `InventoryError`s that name the key. */
export class S3KeyRequests {
  readonly #options: S3ConnectionOptions
  readonly #clients = new Map<string, Promise<Opened>>()

  constructor(options: S3ConnectionOptions) {
    this.#options = options
  }

  async describe(key: string, region: string | undefined): Promise<KeyLook> {
    const { KeyMetadata: found } = await this.#ask(key, region, async ({ sdk, client }) =>
      client.send(new sdk.DescribeKeyCommand({ KeyId: key })),
    )
    if (found?.Arn === undefined) {
      throw new InventoryError('protocol', `key "${key}": the answer is no description of a key`)
    }
    return {
      arn: found.Arn,
      state: found.KeyState ?? 'unknown',
      manager: found.KeyManager ?? 'unknown',
      spec: found.KeySpec ?? 'unknown',
      usage: found.KeyUsage ?? 'unknown',
    }
  }

  /** The text of the policy. Keys have one only. */
  async policy(arn: string, region: string | undefined): Promise<string> {
    const { Policy: text } = await this.#ask(arn, region, async ({ sdk, client }) =>
      client.send(new sdk.GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' })),
    )
    if (text !== undefined) return text
    throw new InventoryError('protocol', `key "${arn}": the answer holds no policy`)
  }

  async #ask<Result>(
    key: string,
    region: string | undefined,
    send: (opened: Opened) => Promise<Result>,
  ): Promise<Result> {
    const opened = await this.#open(region)
    try {
      return await send(opened)
    } catch (error) {
      throw keyError(error, key, region)
    }
  }

  #open(region: string | undefined): Promise<Opened> {
    const kept = this.#clients.get(region ?? '') ?? openClient(this.#options, region)
    this.#clients.set(region ?? '', kept)
    return kept
  }
}

interface Opened {
  readonly sdk: typeof Sdk
  readonly client: Sdk.KMSClient
}

/** The one place that imports the SDK of KMS. */
async function openClient(
  options: S3ConnectionOptions,
  region: string | undefined,
): Promise<Opened> {
  let sdk: typeof Sdk
  try {
    sdk = await import('@aws-sdk/client-kms')
  } catch (error) {
    throw new InventoryError(
      'unsupported',
      'looking at keys of AWS needs the package @aws-sdk/client-kms: install it beside @aws-sdk/client-s3',
      { cause: error },
    )
  }
  const { profile, maxAttempts, client } = options
  const credentials = options.credentials ?? credentialsOf(client?.config)
  const endpoint = await endpointOf(options)
  return {
    sdk,
    client: new sdk.KMSClient({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(profile === undefined ? {} : { profile }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
    }),
  }
}

type Credentials = NonNullable<S3ConnectionOptions['credentials']>

/** Those of a client that was given. */
function credentialsOf(config: object | undefined): Credentials | undefined {
  const found: unknown = config && Reflect.get(config, 'credentials')
  return isProvider<Awaited<ReturnType<Credentials>>>(found) ? found : undefined
}

/** Another server than one of AWS answers for KMS too, if it knows keys at all. */
async function endpointOf({ endpoint, client }: S3ConnectionOptions): Promise<string | undefined> {
  const given: unknown = client && Reflect.get(client.config, 'endpoint')
  const url = endpoint ?? (isProvider<Address>(given) ? urlOf(await given()) : undefined)
  return url === undefined || isS3Host(new URL(url).hostname) ? undefined : url
}

interface Address {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
}

function urlOf({ protocol, hostname, port }: Address): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
}

function isProvider<Provided>(value: unknown): value is () => Promise<Provided> {
  return typeof value === 'function'
}

/** Names of KMS that S3 does not have: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
const codes: Readonly<Record<string, InventoryErrorCode>> = {
  AccessDeniedException: 'permission-denied',
  NotFoundException: 'not-found',
  InvalidArnException: 'invalid-input',
  UnrecognizedClientException: 'unauthenticated',
  KMSInternalException: 'unavailable',
  DependencyTimeoutException: 'unavailable',
}

function keyError(error: unknown, key: string, region: string | undefined): InventoryError {
  const known = toInventoryError(error, { missing: 'keys', region })
  const name = error instanceof Error ? error.name : ''
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
  const code = Object.hasOwn(codes, name) ? (codes[name] ?? known.code) : known.code
  return new InventoryError(code, `key "${key}": ${text.slice(0, 300)} (${name})`, {
    cause: error,
    ...(known.service === undefined ? {} : { service: known.service }),
  })
}
