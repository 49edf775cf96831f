import type { Check } from '@bucket-inventory/core'

import type { BucketInfo } from './bucket-info.ts'
import { failure, ok, unknown } from './check-result.ts'
import { ownerOfRole } from './delivery-of.ts'
import { valueOf } from './looks.ts'
import type { Seen } from './looks.ts'

type Look = Seen<BucketInfo | undefined>

/** Whether everything that has a part in a delivery is of one account. */
export function checkOwner(source: Look, destination: Look, accountId = '', roleArn = ''): Check {
  const name = 'destination-owner'
  const fix = 'let both buckets, the role and destination.accountId be of one account'
  const known = [
    ['the listed bucket', valueOf(source)?.owner],
    ['the destination', valueOf(destination)?.owner],
    ['destination.accountId', accountId === '' ? undefined : accountId],
    ['the role', ownerOfRole(roleArn)],
  ] as const
  if (ownerOfRole(roleArn) === undefined) {
    return failure(
      name,
      roleArn === '' ? 'no role is named' : `"${roleArn}" is no ARN of a RAM role`,
      'name the role in destination.roleArn, as acs:ram::1283641033516515:role/NAME',
    )
  }
  const accounts = new Set(known.flatMap(([, account]) => account ?? []))
  const evidence = known
    .map(([what, account]) => `${what} is of ${account ?? 'an account that cannot be seen'}`)
    .join(', ')
  if (accounts.size > 1) return failure(name, evidence, fix)
  if (known.some(([, account]) => account === undefined)) {
    return unknown(name, evidence, 'let the caller oss:GetBucketInfo on both buckets')
  }
  return ok(name, `all of it is of account ${accountId}`)
}
