import type { AccessDocument } from '@bucket-inventory/core'

import { assumptionsOf, bucketsInWords, groupBy } from './access-words.ts'
import { keyNotes } from './key-policy.ts'
import { literal, oneOrMany, sidPart } from './policy-text.ts'
import type { S3Subject } from './s3-subject.ts'

const reference =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-destination-bucket-policy'

/**
 * What lets S3 write the reports: one statement for each destination, prefix and account of the listed buckets, however
 * many of them there are.
 */
export function bucketPolicies(subjects: readonly S3Subject[]): readonly AccessDocument[] {
  const groups = groupBy(subjects, ({ configuration, root, accountId }) =>
    JSON.stringify([configuration.destination.bucket, root, accountId]),
  )
  return Array.from(groups.values(), bucketPolicy)
}

function bucketPolicy(subjects: readonly [S3Subject, ...S3Subject[]]): AccessDocument {
  const [{ configuration, destinationArn, root, accountId }] = subjects
  const { bucket, prefix = '' } = configuration.destination
  const place = root === '' ? '' : ` under "${root}"`
  const listed = bucketsInWords(subjects.map((subject) => subject.bucket))
  return {
    provider: 'aws-s3',
    kind: 'bucket-policy',
    subject: bucket,
    purpose: `lets S3 write the inventories of ${listed} of account ${accountId} into bucket "${bucket}"${place}`,
    content: {
      Sid: `BucketInventory${accountId}${sidPart(prefix)}`,
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${destinationArn}/${literal(root)}*`,
      Condition: {
        ArnLike: { 'aws:SourceArn': oneOrMany(subjects.flatMap(({ arns }) => arns)) },
        StringEquals: {
          'aws:SourceAccount': accountId,
          's3:x-amz-acl': 'bucket-owner-full-control',
        },
      },
    },
    assumptions: [...assumptionsOf(subjects), ...keyNotes(subjects)],
    reference,
  }
}
