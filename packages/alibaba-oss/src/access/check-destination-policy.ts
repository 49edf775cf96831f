import type { Check } from '@bucket-inventory/core'

import { failure, ok, unknown, unseen } from './check-result.ts'
import type { OssDelivery } from './delivery-of.ts'
import type { Holds } from './holds.ts'
import { heldByBucket, sessionsOf } from './judge-bucket-policy.ts'
import type { Seen } from './looks.ts'
import type { ReadPolicy } from './read-ram-policy.ts'
import { writeRequests } from './role-requests.ts'

/** Whether the policy of the destination keeps the role of the account from writing reports, whatever the role may by its own policies. */
export function checkDestinationPolicy(
  delivery: OssDelivery,
  account: string,
  region: string | undefined,
  look: Seen<ReadPolicy | undefined>,
): Check {
  const name = 'destination-policy-denies'
  const { destination, role } = delivery
  const session = { account, role }
  if ('unseen' in look) return unseen(name, look.unseen, 'oss:GetBucketPolicy on the destination')
  if (look.value === undefined) return ok(name, `bucket "${destination}" has no policy`)
  const requests = writeRequests(delivery, region)
  const found = look.value.statements.flatMap((statement, index) =>
    requests.map((request) => ({
      about: `statement ${index + 1} of the policy of bucket "${destination}"`,
      what: `${request.action} on "${request.resources[0] ?? ''}"`,
      denies: heldByBucket({ statements: [statement] }, 'Deny', session, request),
    })),
  )
  const first = (wanted: Holds) => found.find(({ denies }) => denies === wanted)
  const denied = first('yes')
  if (denied !== undefined) {
    return failure(
      name,
      `${denied.about} denies the role "${role}" ${denied.what}`,
      `take the statement away, or let it concern neither these objects nor "${sessionsOf(session)}"`,
    )
  }
  const open = first('unknown')
  if (open !== undefined) {
    return unknown(
      name,
      `whether ${open.about} denies the role "${role}" ${open.what} hangs on what is not known here`,
      'let the statement concern neither these objects nor the role, or look whether reports come',
    )
  }
  return ok(
    name,
    `no statement of the policy of bucket "${destination}" denies the role "${role}" a report`,
  )
}
