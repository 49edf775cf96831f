import { abortable } from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import { openSts } from '../s3-role-credentials.ts'
import { siblingSettings } from '../sibling-settings.ts'

/**
 * The account that the credentials belong to, as STS says; `undefined` where `@aws-sdk/client-sts` is not installed, or
 * nobody answers. Rejects only when aborted.
 */
export async function s3AccountId(
  options: S3ConnectionOptions,
  region: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  signal?.throwIfAborted()
  const asking = ask(options, region, signal).catch(() => undefined)
  return signal === undefined ? asking : abortable(asking, signal)
}

async function ask(
  options: S3ConnectionOptions,
  region: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const sdk = await openSts()
  const client = new sdk.STSClient(await siblingSettings(options, region))
  try {
    const command = new sdk.GetCallerIdentityCommand()
    const { Account } = await client.send(
      command,
      signal === undefined ? {} : { abortSignal: signal },
    )
    return Account
  } finally {
    client.destroy()
  }
}
