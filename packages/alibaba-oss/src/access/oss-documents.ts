import type { AccessDocument, AccessOptions, AccessSubject } from '@bucket-inventory/core'

import { ossRegion } from '../oss-region.ts'
import { callerDocuments } from './caller-documents.ts'
import { deliveriesOf } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import { keyDocument } from './key-document.ts'
import { notificationDocument } from './notification.ts'
import { retentionDocument } from './retention.ts'
import { roleDocuments } from './role-documents.ts'

/**
 * What inventories of OSS need and what goes with them, in the order in which it is made: roles first, as policies are attached
 * to them. Pure. Throws `invalid-input` with everything that is missing.
 */
export function ossDocuments(
  subjects: readonly AccessSubject[],
  options: AccessOptions = {},
): readonly AccessDocument[] {
  const { notify, retainDays, versioned = false } = options
  const region = options.region === undefined ? undefined : ossRegion(options.region)
  const deliveries = deliveriesOf(
    subjects.map((subject) =>
      subject.accountId !== undefined || options.accountId === undefined
        ? subject
        : { ...subject, accountId: options.accountId },
    ),
  )
  if (deliveries.length === 0) return []
  return [
    ...byRole(deliveries).flatMap((shared) => [
      ...roleDocuments(shared),
      ...keyDocument(shared, region),
    ]),
    ...callerDocuments(deliveries),
    ...(notify === undefined
      ? []
      : deliveries.map((delivery) => notificationDocument(delivery, notify))),
    ...(retainDays === undefined
      ? []
      : deliveries.map((delivery) => retentionDocument(delivery, retainDays, versioned))),
  ]
}

function byRole(deliveries: readonly OssDelivery[]): readonly (readonly OssDelivery[])[] {
  const groups = new Map<string, OssDelivery[]>()
  for (const delivery of deliveries) {
    const group = groups.get(delivery.roleArn)
    if (group === undefined) groups.set(delivery.roleArn, [delivery])
    else group.push(delivery)
  }
  return [...groups.values()]
}
