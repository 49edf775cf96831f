import type { OssDelivery } from './delivery-of.ts'
import { keyActions } from './key-document.ts'

/** A key that the role needs when it writes, and what for. */
export interface KeyUse {
  /** Empty for the one that OSS takes by itself. */
  readonly id: string
  readonly actions: readonly string[]
}

/**
 * The key that reports are encrypted with: what the configuration says, else the one that the destination names, for which the
 * role needs less. `undefined` where the role needs none.
 * https://www.alibabacloud.com/help/en/oss/user-guide/server-side-encryption-8
 */
export function keyUseOf({ encryption, keyByDefault }: OssDelivery): KeyUse | undefined {
  if (encryption?.type === 'kms') return { id: encryption.keyId ?? '', actions: keyActions }
  if (encryption !== undefined || keyByDefault === undefined) return undefined
  return { id: keyByDefault, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] }
}
