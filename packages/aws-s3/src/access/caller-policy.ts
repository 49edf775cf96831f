import type { AccessDocument, AccessOptions } from '@bucket-inventory/core'

import { assumptionsOf, bucketsInWords, groupBy } from './access-words.ts'
import { usableKeyOf } from './key-policy.ts'
import { nativeFields, onlyThese } from './optional-fields.ts'
import { literal, oneOrMany } from './policy-text.ts'
import type { S3Subject } from './s3-subject.ts'

type Statement = Readonly<Record<string, unknown>>

const reference =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html'

/** What whoever manages the inventories, reads their reports and applies these documents must be allowed. */
export function callerPolicy(
  subjects: readonly S3Subject[],
  options: AccessOptions,
): AccessDocument {
  return {
    provider: 'aws-s3',
    kind: 'caller-policy',
    subject: 'caller',
    purpose: `lets whoever has it manage the inventories of ${bucketsInWords(subjects.map(({ bucket }) => bucket))}, read the reports, and write what delivery needs; leave out statements that nobody needs`,
    content: {
      Version: '2012-10-17',
      Statement: [
        ...managing(subjects, options),
        ...reading(subjects),
        ...decrypting(subjects),
        ...applying(subjects, options),
      ],
    },
    assumptions: assumptionsOf(subjects),
    reference,
  }
}

/** Putting and deleting are one right, getting and listing another. */
function managing(subjects: readonly S3Subject[], { onlyFields }: AccessOptions): Statement[] {
  const allowed = onlyFields && nativeFields(onlyFields)
  const kinds = [
    ['s3', '', subjects.filter(({ isDirectory }) => !isDirectory)],
    ['s3express', 'OfDirectoryBuckets', subjects.filter(({ isDirectory }) => isDirectory)],
  ] as const
  return kinds.flatMap(([service, suffix, listed]): Statement[] => {
    if (listed.length === 0) return []
    const Resource = oneOrMany(listed.map(({ arn }) => arn))
    const [put, get] = [
      `${service}:PutInventoryConfiguration`,
      `${service}:GetInventoryConfiguration`,
    ]
    const Effect = 'Allow'
    if (allowed === undefined) {
      return [{ Sid: `ManageInventories${suffix}`, Effect, Action: [get, put], Resource }]
    }
    const Condition = onlyThese(service, allowed)
    return [
      { Sid: `SeeInventories${suffix}`, Effect, Action: get, Resource },
      { Sid: `ManageInventories${suffix}`, Effect, Action: put, Resource, Condition },
    ]
  })
}

/** Finding reports lists the folders below a prefix; reading them gets objects. */
function reading(subjects: readonly S3Subject[]): Statement[] {
  const objects = subjects.map(({ destinationArn, root }) => `${destinationArn}/${literal(root)}*`)
  const groups = groupBy(subjects, ({ destinationArn }) => destinationArn)
  const finding = Array.from(groups, ([Resource, group], index) => {
    const prefixes = group.map(({ root }) => `${literal(root)}*`)
    return {
      Sid: groups.size === 1 ? 'FindReports' : `FindReports${index + 1}`,
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource,
      ...(prefixes.includes('*')
        ? {}
        : { Condition: { StringLike: { 's3:prefix': oneOrMany(prefixes) } } }),
    }
  })
  const getting = {
    Sid: 'ReadReports',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: oneOrMany(objects),
  }
  return [...finding, getting]
}

function decrypting(subjects: readonly S3Subject[]): Statement[] {
  const keys = subjects.flatMap((subject) => usableKeyOf(subject) ?? [])
  const aliases = keys.flatMap((key) => /(?:^|:)(alias\/.+)$/.exec(key)?.[1] ?? [])
  const others = keys.filter((key) => !/(?:^|:)alias\//.test(key))
  const [first] = subjects
  const partition = first?.destinationArn.split(':')[1] ?? 'aws'
  const arnOf = (key: string) =>
    key.startsWith('arn:') ? key : `arn:${partition}:kms:*:*:key/${literal(key)}`
  const common = { Effect: 'Allow', Action: 'kms:Decrypt' }
  return [
    ...(others.length === 0
      ? []
      : [{ Sid: 'DecryptReports', ...common, Resource: oneOrMany(others.map(arnOf)) }]),
    ...(aliases.length === 0
      ? []
      : [
          {
            Sid: 'DecryptReportsByAlias',
            ...common,
            Resource: `arn:${partition}:kms:*:*:key/*`,
            Condition: {
              'ForAnyValue:StringEquals': { 'kms:ResourceAliases': oneOrMany(aliases) },
            },
          },
        ]),
  ]
}

/** What carrying out the other documents takes, of those that this library carries out. */
function applying(
  subjects: readonly S3Subject[],
  { notify, retainDays, onlyFields }: AccessOptions,
): Statement[] {
  const destinations = subjects.map(({ destinationArn }) => destinationArn)
  const listed = subjects.filter(({ isDirectory }) => !isDirectory).map(({ arn }) => arn)
  const policies = onlyFields === undefined ? destinations : [...destinations, ...listed]
  return [
    statement('ApplyPolicies', ['GetBucketPolicy', 'PutBucketPolicy'], policies),
    ...(notify === undefined
      ? []
      : [
          statement(
            'ApplyNotifications',
            ['GetBucketNotification', 'PutBucketNotification'],
            destinations,
          ),
        ]),
    ...(retainDays === undefined
      ? []
      : [
          statement(
            'ApplyRetention',
            ['GetLifecycleConfiguration', 'PutLifecycleConfiguration'],
            destinations,
          ),
        ]),
  ]
}

function statement(Sid: string, names: readonly string[], buckets: readonly string[]): Statement {
  const Action = names.map((name) => `s3:${name}`)
  return { Sid, Effect: 'Allow', Action, Resource: oneOrMany(buckets) }
}
