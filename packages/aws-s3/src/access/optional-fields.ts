import { InventoryError, nativeField, s3Vocabulary } from '@bucket-inventory/core'
import type { AccessDocument, InventoryField, Open } from '@bucket-inventory/core'

import { groupBy } from './access-words.ts'
import { oneOrMany } from './policy-text.ts'
import type { S3Subject } from './s3-subject.ts'

const reference =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-2'

/** Columns that are asked for, in the words of S3. Throws `invalid-input` for those that it does not have. */
export function nativeFields(fields: readonly Open<InventoryField>[]): readonly string[] {
  const unknown = fields.filter((field) => nativeField(s3Vocabulary, field) === undefined)
  if (unknown.length > 0) {
    throw new InventoryError(
      'invalid-input',
      `S3 Inventory has no fields ${unknown.map((field) => `"${field}"`).join(', ')} that could be allowed`,
    )
  }
  return fields.flatMap((field) => nativeField(s3Vocabulary, field) ?? [])
}

/**
 * What keeps anybody from asking for other columns: a statement for the policy of each listed bucket. A deletion asks for
 * none, so that `ForAnyValue` does not hold for it; `ForAllValues` would. Directory buckets take no such statement: there
 * it is the policies of callers that decide.
 */
export function optionalFieldsPolicies(
  subjects: readonly S3Subject[],
  onlyFields: readonly Open<InventoryField>[],
): readonly AccessDocument[] {
  const allowed = nativeFields(onlyFields)
  const groups = groupBy(
    subjects.filter(({ isDirectory }) => !isDirectory),
    ({ bucket }) => bucket,
  )
  return Array.from(groups, ([bucket, group]) => optionalFieldsPolicy(bucket, group, allowed))
}

/** Of a request that asks for no other columns: what lets it through where `Allow` is the effect. */
export function onlyThese(service: 's3' | 's3express', allowed: readonly string[]): object {
  const key = `${service}:InventoryAccessibleOptionalFields`
  return allowed.length === 0
    ? { Null: { [key]: 'true' } }
    : { 'ForAllValues:StringEquals': { [key]: oneOrMany(allowed) } }
}

function optionalFieldsPolicy(
  bucket: string,
  subjects: readonly [S3Subject, ...S3Subject[]],
  allowed: readonly string[],
): AccessDocument {
  const key = 's3:InventoryAccessibleOptionalFields'
  const fields =
    allowed.length === 0 ? 'no optional fields' : `no other fields than ${allowed.join(', ')}`
  return {
    provider: 'aws-s3',
    kind: 'optional-fields',
    subject: bucket,
    purpose: `lets inventories of bucket "${bucket}" be put with ${fields}; those that stand are delivered as before`,
    content: {
      Sid: 'BucketInventoryOptionalFields',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutInventoryConfiguration',
      Resource: subjects[0].arn,
      Condition:
        allowed.length === 0
          ? { Null: { [key]: 'false' } }
          : { 'ForAnyValue:StringNotEquals': { [key]: oneOrMany(allowed) } },
    },
    assumptions: subjects.flatMap((subject) => beyond(subject, allowed)),
    reference,
  }
}

function beyond({ bucket, configuration }: S3Subject, allowed: readonly string[]): string[] {
  const asked = configuration.fields.flatMap((field) => nativeField(s3Vocabulary, field) ?? [])
  const others = asked.filter((field) => !allowed.includes(field))
  if (others.length === 0) return []
  return [
    `inventory "${configuration.id}" of bucket "${bucket}" asks for ${others.join(', ')}, and could not be put again`,
  ]
}
