import type { AccessDocument } from '@bucket-inventory/core'

import { bucketsInWords, groupBy } from './access-words.ts'
import { notificationRights } from './notification-rights.ts'
import type { NotificationTarget } from './notification-target.ts'
import { ruleId } from './rule-id.ts'
import type { S3Subject } from './s3-subject.ts'

const reference =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html'

/**
 * What announces a complete delivery, whose checksum is written last: one configuration for each inventory, or one for each
 * destination where EventBridge gets all events; and what must let S3 announce it there.
 */
export function notifications(
  subjects: readonly S3Subject[],
  target: NotificationTarget,
): readonly AccessDocument[] {
  const documents =
    target.type === 'eventbridge'
      ? busNotifications(subjects)
      : subjects.map((subject) => notification(subject, target.type, target.arn))
  return [...documents, notificationRights(subjects, target)]
}

const members = {
  topic: ['TopicConfigurations', 'TopicArn'],
  queue: ['QueueConfigurations', 'QueueArn'],
  function: ['LambdaFunctionConfigurations', 'LambdaFunctionArn'],
} as const

function notification(subject: S3Subject, type: keyof typeof members, arn: string): AccessDocument {
  const { bucket, configuration, reports } = subject
  const { destination, id } = configuration
  const [list, member] = members[type]
  return {
    provider: 'aws-s3',
    kind: 'notification',
    subject: destination.bucket,
    purpose: `announces complete reports of inventory "${id}" of bucket "${bucket}" to ${arn}`,
    content: {
      [list]: [
        {
          Id: ruleId(subject),
          [member]: arn,
          Events: ['s3:ObjectCreated:*'],
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'prefix', Value: encoded(reports) },
                { Name: 'suffix', Value: 'manifest.checksum' },
              ],
            },
          },
        },
      ],
    },
    assumptions: [],
    reference,
  }
}

function busNotifications(subjects: readonly S3Subject[]): readonly AccessDocument[] {
  const groups = groupBy(subjects, ({ configuration }) => configuration.destination.bucket)
  return Array.from(groups, ([bucket, group]) => ({
    provider: 'aws-s3',
    kind: 'notification',
    subject: bucket,
    purpose: `sends events of bucket "${bucket}" to EventBridge, complete reports of ${bucketsInWords(group.map((one) => one.bucket))} among them`,
    content: { EventBridgeConfiguration: {} },
    assumptions: [],
    reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html',
  }))
}

/** A filter takes special characters URL-encoded, and a space as a plus. */
function encoded(text: string): string {
  return text
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+').replaceAll('*', '%2A'))
    .join('/')
}
