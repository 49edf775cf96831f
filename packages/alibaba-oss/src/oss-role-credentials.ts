import type { StsOptions } from './ask-sts.ts'
import { assumeOssRole } from './assume-oss-role.ts'
import type { AssumedRole } from './assume-oss-role.ts'
import type { OssCredentials } from './oss-connection.ts'

/**
 * Gives the credentials of the last of the roles, each assumed with those of the one before and the first with what is given
 * for it. They are kept for all who ask, until five minutes before they expire.
 */
export function ossRoleCredentials(
  [first, ...others]: readonly [string, ...string[]],
  credentials: () => Promise<OssCredentials>,
  options: StsOptions,
): () => Promise<OssCredentials> {
  let kept: AssumedRole | undefined
  let asking: Promise<AssumedRole> | undefined
  const assumeAll = async () => {
    let assumed = await assumeOssRole(first, await credentials(), options)
    for (const role of others) assumed = await assumeOssRole(role, assumed, options)
    return assumed
  }
  return async () => {
    if (kept !== undefined && kept.expiresAt - Date.now() >= 5 * 60_000) return kept
    asking ??= assumeAll().finally(() => {
      asking = undefined
    })
    kept = await asking
    return kept
  }
}
