import type {
  AccessOptions,
  AccessSubject,
  Check,
  DeliveryChecks,
  RequestOptions,
} from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import { checkDestination } from './check-destination.ts'
import { checkEncryption } from './check-encryption.ts'
import { checkMetadataTables } from './check-metadata-tables.ts'
import { checkPolicy } from './check-policy.ts'
import { checkPrefix } from './check-prefix.ts'
import { checkRetention } from './check-retention.ts'
import { checkSource } from './check-source.ts'
import { lookAtSubject } from './check-subject.ts'
import type { S3Check } from './check-subject.ts'
import { checkVersions } from './check-versions.ts'
import type { RequestsIn } from './s3-look-bucket.ts'
import { S3Looks } from './s3-look.ts'

/** What checks are made with. */
export interface S3ChecksConnection {
  readonly requestsIn: RequestsIn
  /** What KMS is reached with. */
  readonly options: S3ConnectionOptions
}

/** In the order in which they are told: the source, the destination, what goes with it. */
const checks: readonly S3Check[] = [
  checkSource,
  checkVersions,
  checkMetadataTables,
  checkDestination,
  checkPolicy,
  checkEncryption,
  checkPrefix,
  checkRetention,
]

/**
 * Begins a round of the checks `s3Checks`. However many inventories share a bucket or a key it is looked at once: four
 * requests at most of a listed bucket, six of a destination, two of a key. A bucket in another region than that of the
 * connection takes one more, and one of which inventories name several owners two more for each of these.
 */
export function createS3Checks(
  { requestsIn, options: connection }: S3ChecksConnection,
  options: AccessOptions = {},
): DeliveryChecks {
  const looks = new S3Looks(requestsIn, connection)
  const accountId = options.accountId ?? connection.accountId
  const settings = { ...options, ...(accountId === undefined ? {} : { accountId }) }
  return {
    async check(subject: AccessSubject, { signal }: RequestOptions = {}): Promise<Check[]> {
      signal?.throwIfAborted()
      const checked = await lookAtSubject(subject, looks, settings, signal)
      const found = await Promise.all(checks.map(async (check) => check(checked)))
      return found.flat()
    },
  }
}
