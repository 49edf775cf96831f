import type { AccessDocument } from '@bucket-inventory/core'

import { bucketsInWords, groupBy } from './access-words.ts'
import type { NotificationTarget } from './notification-target.ts'
import { oneOrMany } from './policy-text.ts'
import type { S3Subject } from './s3-subject.ts'

const actions = {
  topic: 'sns:Publish',
  queue: 'sqs:SendMessage',
  function: 'lambda:InvokeFunction',
}
const policies = {
  topic: 'a statement for the access policy of the topic',
  queue: 'a statement for the access policy of the queue',
  function: 'a statement for the resource policy of the function',
}

/** What must stand at the other end: who may send there, or which of all events are meant. */
export function notificationRights(
  subjects: readonly S3Subject[],
  target: NotificationTarget,
): AccessDocument {
  if (target.type === 'eventbridge') return eventRule(subjects)
  const { type, arn } = target
  const assumptions = subjects.flatMap(({ accountId, configuration: { destination } }) =>
    destination.accountId === undefined
      ? [
          `bucket "${destination.bucket}" is taken to belong to account ${accountId}, that of the bucket it gets reports of, as nobody says whose it is`,
        ]
      : [],
  )
  return {
    provider: 'aws-s3',
    kind: 'notification',
    subject: arn,
    purpose: `lets S3 announce reports to ${arn}: ${policies[type]}`,
    content: {
      Sid: 'BucketInventoryDeliveries',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: actions[type],
      Resource: arn,
      Condition: {
        ArnLike: { 'aws:SourceArn': oneOrMany(subjects.map((one) => one.destinationArn)) },
        StringEquals: { 'aws:SourceAccount': oneOrMany(subjects.map(ownerOf)) },
      },
    },
    assumptions: [...new Set(assumptions)],
    reference:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html',
  }
}

/** Of the destination. */
function ownerOf({ accountId, configuration }: S3Subject): string {
  return configuration.destination.accountId ?? accountId
}

/** In the words of PutRule, whose pattern is this object as text. */
function eventRule(subjects: readonly S3Subject[]): AccessDocument {
  const buckets = subjects.map(({ configuration }) => configuration.destination.bucket)
  const groups = groupBy(subjects, ({ root }) => root)
  return {
    provider: 'aws-s3',
    kind: 'notification',
    subject: 'eventbridge',
    purpose: `picks complete reports in ${bucketsInWords(buckets)} among the events of EventBridge; it needs a target to go to`,
    content: {
      Name: 'bucket-inventory-deliveries',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [...new Set(buckets)].toSorted() },
          object: {
            key: [...groups.keys()]
              .toSorted()
              .map((root) => ({ wildcard: `${escaped(root)}*/manifest.checksum` })),
          },
        },
      },
    },
    assumptions: [],
    reference:
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html',
  }
}

/** In a pattern of EventBridge. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*]/g, (character) => `\\${character}`)
}
