import type { AccessOptions, AccessSubject, Check, DeliveryChecks } from '@bucket-inventory/core'

import { ossRegion } from '../oss-region.ts'
import { checkDestinationPolicy } from './check-destination-policy.ts'
import { checkDestination, isElsewhere } from './check-destination.ts'
import { checkRetention } from './check-retention.ts'
import { checkRole } from './check-role.ts'
import { checkSource } from './check-source.ts'
import { deliveryOf, ownerOfRole } from './delivery-of.ts'
import { valueOf } from './looks.ts'
import { OssRound } from './oss-round.ts'
import type { ChangeTools } from './plan-change.ts'

/** Begins a round of checks, whose looks are shared: see `ossChecks` for what is looked at. */
export function createOssChecks(
  tools: ChangeTools,
  options: Pick<AccessOptions, 'region'>,
): DeliveryChecks {
  const round = new OssRound(tools)
  const known = options.region === undefined ? undefined : ossRegion(options.region)
  return {
    check: async (subject, { signal } = {}) => {
      signal?.throwIfAborted()
      return checkInventory(subject, known, round, signal)
    },
  }
}

async function checkInventory(
  subject: AccessSubject,
  known: string | undefined,
  round: OssRound,
  signal: AbortSignal | undefined,
): Promise<readonly Check[]> {
  const delivery = deliveryOf(subject)
  const [source, destination] = await Promise.all([
    round.bucket(delivery.source, signal),
    round.bucket(delivery.destination, signal),
  ])
  const seen = valueOf(destination)
  const region = seen?.region ?? known
  // What a policy calls the owner of a bucket.
  const roleOwner = ownerOfRole(delivery.roleArn)
  const owner = seen?.owner ?? roleOwner ?? delivery.account
  const isThere =
    'unseen' in destination ? !isElsewhere(destination) : destination.value !== undefined
  const policy =
    isThere && roleOwner !== undefined
      ? round.bucketPolicy(delivery.destination, signal)
      : Promise.resolve(undefined)
  const owned = { ...delivery, account: owner, keyByDefault: seen?.key }
  const [role, denials, lifecycle] = await Promise.all([
    checkRole(owned, region, round, policy, signal),
    policy,
    isThere ? round.lifecycle(delivery.destination, signal) : undefined,
  ])
  return [
    ...checkSource(subject, source, known),
    ...checkDestination(subject, source, destination),
    ...(denials === undefined || roleOwner === undefined
      ? []
      : [checkDestinationPolicy(owned, roleOwner, region, denials)]),
    ...role,
    ...(lifecycle === undefined ? [] : [checkRetention(subject, destination, lifecycle)]),
  ]
}
