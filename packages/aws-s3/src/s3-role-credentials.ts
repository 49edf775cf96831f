import type * as Sdk from '@aws-sdk/client-sts'
import { InventoryError } from '@bucket-inventory/core'

import type { S3ProviderOptions } from './s3-provider-options.ts'
import { toInventoryError } from './to-inventory-error.ts'

/** What a client of the SDK signs with; it asks again five minutes before they expire. */
export interface RoleCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** Where roles are assumed, and with what the first one is. */
type RoleSettings = Pick<S3ProviderOptions, 'region' | 'profile' | 'maxAttempts'>

/**
 * Gives the credentials of the last of the roles, each assumed with those of the one before and the first with what the SDK
 * finds by itself. They are kept for all who ask, until five minutes before they expire. Rejects with an `InventoryError`
 * that names the role.
 */
export function s3RoleCredentials(
  [first, ...others]: readonly [string, ...string[]],
  settings: RoleSettings,
): () => Promise<RoleCredentials> {
  let kept: RoleCredentials | undefined
  let asking: Promise<RoleCredentials> | undefined
  const assumeAll = async () => {
    const sdk = await openSts()
    let credentials = await assume(sdk, first, settings)
    for (const role of others) credentials = await assume(sdk, role, settings, credentials)
    return credentials
  }
  return async () => {
    if (kept !== undefined && isFresh(kept)) return kept
    asking ??= assumeAll().finally(() => {
      asking = undefined
    })
    kept = await asking
    return kept
  }
}

async function assume(
  sdk: typeof Sdk,
  role: string,
  { region, profile, maxAttempts }: RoleSettings,
  credentials?: RoleCredentials,
): Promise<RoleCredentials> {
  const client = new sdk.STSClient({
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(credentials === undefined ? {} : { credentials }),
  })
  try {
    const command = new sdk.AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: 'bucket-inventory',
    })
    const answer = await client.send(command)
    return credentialsOf(answer.Credentials, role)
  } catch (error) {
    throw toInventoryError(error, { role, missing: 'roles to assume', region })
  } finally {
    client.destroy()
  }
}

function credentialsOf(found: Sdk.Credentials | undefined, role: string): RoleCredentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = found ?? {}
  const complete = AccessKeyId !== '' && SecretAccessKey !== '' && SessionToken !== ''
  if (!complete || Expiration === undefined) {
    throw new InventoryError('protocol', `role "${role}": the answer holds no credentials`)
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  }
}

/** The one place that imports the SDK of STS. Rejects with `unsupported` where it is not installed. */
export async function openSts(): Promise<typeof Sdk> {
  try {
    return await import('@aws-sdk/client-sts')
  } catch (error) {
    throw new InventoryError(
      'unsupported',
      'roles and accounts of AWS need the package @aws-sdk/client-sts: install it beside @aws-sdk/client-s3',
      { cause: error },
    )
  }
}

function isFresh({ expiration }: RoleCredentials): boolean {
  return expiration.getTime() - Date.now() >= 5 * 60_000
}
