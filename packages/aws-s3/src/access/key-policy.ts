import type { AccessDocument } from '@bucket-inventory/core'

import { assumptionsOf, bucketsInWords, groupBy } from './access-words.ts'
import { oneOrMany } from './policy-text.ts'
import type { S3Subject } from './s3-subject.ts'

const reference =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy'

/** What lets S3 encrypt reports, one statement for each key. Keys that it cannot use have none: see {@link keyNotes}. */
export function keyPolicies(subjects: readonly S3Subject[]): readonly AccessDocument[] {
  const named = subjects.flatMap((subject) => {
    const key = usableKeyOf(subject)
    return key === undefined ? [] : [{ key, subject }]
  })
  const groups = groupBy(named, ({ key }) => key)
  return Array.from(groups, ([key, group]) =>
    keyPolicy(
      key,
      group.map(({ subject }) => subject),
    ),
  )
}

/** The key of the customer's own that an inventory names. */
export function usableKeyOf(subject: S3Subject): string | undefined {
  const key = keyOf(subject)
  return key !== undefined && isUsable(key) ? key : undefined
}

/** Empty where it names none though it asks for one. */
function keyOf({ configuration }: S3Subject): string | undefined {
  const { encryption } = configuration.destination
  return encryption?.type === 'kms' ? (encryption.keyId ?? '') : undefined
}

/** Why no document makes some inventories arrive; a sentence each. */
export function keyNotes(subjects: readonly S3Subject[]): readonly string[] {
  return subjects.flatMap((subject) => {
    const key = keyOf(subject)
    if (key === undefined || isUsable(key)) return []
    const { bucket, configuration } = subject
    const what =
      key === ''
        ? 'asks for KMS and names no key'
        : `names "${key}", which AWS manages and S3 cannot write reports with`
    return [
      `inventory "${configuration.id}" of bucket "${bucket}" ${what}: nothing arrives before it names a customer managed key`,
    ]
  })
}

function isUsable(key: string): boolean {
  return key !== '' && !/(?:^|:|\/)aws\/\w+$/.test(key)
}

function keyPolicy(key: string, subjects: readonly S3Subject[]): AccessDocument {
  const assumptions = [...assumptionsOf(subjects)]
  if (/(?:^|:)alias\//.test(key)) {
    assumptions.push(
      `"${key}" is an alias: the statement belongs into the policy of the key behind it`,
    )
  }
  const listed = bucketsInWords(subjects.map(({ bucket }) => bucket))
  return {
    provider: 'aws-s3',
    kind: 'key-policy',
    subject: key,
    purpose: `lets S3 encrypt the inventories of ${listed} with key ${key}`,
    content: {
      Sid: 'BucketInventory',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'kms:GenerateDataKey',
      // In the policy of a key this is the key itself.
      Resource: '*',
      Condition: {
        ArnLike: { 'aws:SourceArn': oneOrMany(subjects.flatMap(({ arns }) => arns)) },
        StringEquals: { 'aws:SourceAccount': oneOrMany(subjects.map((one) => one.accountId)) },
      },
    },
    assumptions,
    reference,
  }
}
