import type { AccessDocument, AccessOptions, AccessSubject } from '@bucket-inventory/core'

import { bucketPolicies } from './bucket-policy.ts'
import { callerPolicy } from './caller-policy.ts'
import { keyPolicies } from './key-policy.ts'
import { notificationTarget } from './notification-target.ts'
import { notifications } from './notification.ts'
import { optionalFieldsPolicies } from './optional-fields.ts'
import { retentionRules } from './retention.ts'
import { s3Subjects } from './s3-subject.ts'
import type { S3AccessScope } from './s3-subject.ts'

/**
 * What the inventories need and what goes with them, in a settled order. `known` is what the provider knows beside the
 * options. Throws `invalid-input` with all that is missing.
 */
export function accessDocuments(
  subjects: readonly AccessSubject[],
  options: AccessOptions,
  known: S3AccessScope,
): readonly AccessDocument[] {
  if (subjects.length === 0) return []
  const region = options.region ?? known.region
  const accountId = options.accountId ?? known.accountId
  const found = s3Subjects(subjects, {
    ...(region === undefined ? {} : { region }),
    ...(accountId === undefined ? {} : { accountId }),
  })
  const { notify, retainDays, versioned = false, onlyFields } = options
  return [
    ...bucketPolicies(found),
    ...keyPolicies(found),
    ...(onlyFields === undefined ? [] : optionalFieldsPolicies(found, onlyFields)),
    ...(notify === undefined ? [] : notifications(found, notificationTarget(notify, region))),
    ...(retainDays === undefined ? [] : retentionRules(found, { retainDays, versioned })),
    callerPolicy(found, options),
  ]
}
