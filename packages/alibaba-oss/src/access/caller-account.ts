import { isInventoryError } from '@bucket-inventory/core'

import { askSts } from '../ask-sts.ts'
import type { OssConnection } from '../oss-connection.ts'

/**
 * The account whose credentials these are; `undefined` where nobody says. Asking needs no right.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity
 */
export async function callerAccount(
  connection: OssConnection,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { sts } = connection
  if (sts === undefined) return undefined
  try {
    const answer = await askSts(
      'the account of the credentials',
      { Action: 'GetCallerIdentity' },
      await connection.credentials(),
      { ...sts, ...(signal === undefined ? {} : { signal }) },
    )
    const account: unknown =
      typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'AccountId') : undefined
    return typeof account === 'string' && /^\d+$/.test(account) ? account : undefined
  } catch (error) {
    signal?.throwIfAborted()
    const isSilent =
      isInventoryError(error, 'permission-denied') ||
      isInventoryError(error, 'protocol') ||
      isInventoryError(error, 'unauthenticated')
    if (isSilent) return undefined
    throw error
  }
}
