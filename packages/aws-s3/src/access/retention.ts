import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { ruleId } from './rule-id.ts'
import type { S3Subject } from './s3-subject.ts'

const reference = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html'

export interface RetentionOptions {
  readonly retainDays: number
  readonly versioned: boolean
}

/** What expires the reports of each inventory, and nothing else. */
export function retentionRules(
  subjects: readonly S3Subject[],
  { retainDays, versioned }: RetentionOptions,
): readonly AccessDocument[] {
  if (!Number.isInteger(retainDays) || retainDays < 1 || retainDays > 2_147_483_647) {
    throw new InventoryError(
      'invalid-input',
      `reports cannot be kept for ${retainDays} days: it takes a whole number, 1 at least`,
    )
  }
  return subjects.map((subject) => retentionRule(subject, { retainDays, versioned }))
}

function retentionRule(
  subject: S3Subject,
  { retainDays, versioned }: RetentionOptions,
): AccessDocument {
  const { bucket, configuration, reports } = subject
  const { destination, id } = configuration
  const versions = versioned ? `, and versions ${retainDays} days after they were replaced` : ''
  return {
    provider: 'aws-s3',
    kind: 'retention',
    subject: destination.bucket,
    purpose: `deletes reports of inventory "${id}" of bucket "${bucket}" from bucket "${destination.bucket}" after ${retainDays} days${versions}`,
    // Days and ExpiredObjectDeleteMarker exclude each other; a marker that is the last version goes by the days as well:
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
    content: {
      ID: ruleId(subject),
      Status: 'Enabled',
      Filter: { Prefix: reports },
      Expiration: { Days: retainDays },
      ...(versioned ? { NoncurrentVersionExpiration: { NoncurrentDays: retainDays } } : {}),
    },
    assumptions: [],
    reference,
  }
}
