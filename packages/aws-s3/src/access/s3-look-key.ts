import type * as Sdk from '@aws-sdk/client-kms'
import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import { siblingSettings } from '../sibling-settings.ts'
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
  return { sdk, client: new sdk.KMSClient(await siblingSettings(options, region)) }
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
