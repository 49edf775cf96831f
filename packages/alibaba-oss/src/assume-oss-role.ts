import { InventoryError } from '@bucket-inventory/core'

import { askSts } from './ask-sts.ts'
import type { StsOptions } from './ask-sts.ts'
import type { OssCredentials } from './oss-connection.ts'

/** Temporary credentials, with the time at which they expire, in milliseconds. */
export interface AssumedRole extends Required<OssCredentials> {
  readonly expiresAt: number
}

/**
 * Assumes a role. Rejects with an `InventoryError` that names the role and tells nothing of the credentials.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export async function assumeOssRole(
  role: string,
  credentials: OssCredentials,
  options: StsOptions,
): Promise<AssumedRole> {
  const answer = await askSts(
    `role "${role}"`,
    { Action: 'AssumeRole', RoleArn: role, RoleSessionName: 'bucket-inventory' },
    credentials,
    options,
  )
  return credentialsOf(valueAt(answer, 'Credentials'), role)
}

function credentialsOf(found: unknown, role: string): AssumedRole {
  const accessKeyId = textAt(found, 'AccessKeyId')
  const accessKeySecret = textAt(found, 'AccessKeySecret')
  const stsToken = textAt(found, 'SecurityToken')
  const expiresAt = Date.parse(textAt(found, 'Expiration'))
  const isComplete = accessKeyId !== '' && accessKeySecret !== '' && stsToken !== ''
  if (isComplete && !Number.isNaN(expiresAt)) {
    return { accessKeyId, accessKeySecret, stsToken, expiresAt }
  }
  throw new InventoryError('protocol', `role "${role}": the answer holds no credentials`)
}

function textAt(value: unknown, key: string): string {
  const found = valueAt(value, key)
  return typeof found === 'string' ? found : ''
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
