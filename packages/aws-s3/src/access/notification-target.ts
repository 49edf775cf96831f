import { InventoryError } from '@bucket-inventory/core'

/** Where deliveries are announced. */
export type NotificationTarget =
  | { readonly type: 'eventbridge' }
  | { readonly type: 'topic' | 'queue' | 'function'; readonly arn: string }

const kinds = [
  ['topic', /^arn:[^:]+:sns:([^:]+):\d{12}:[\w.-]+$/],
  ['queue', /^arn:[^:]+:sqs:([^:]+):\d{12}:[\w.-]+$/],
  ['function', /^arn:[^:]+:lambda:([^:]+):\d{12}:function:[\w-]+(?::[\w$-]+)?$/],
] as const

/** Throws `invalid-input` what S3 could not send to. */
export function notificationTarget(text: string, region: string | undefined): NotificationTarget {
  if (text.toLowerCase() === 'eventbridge') return { type: 'eventbridge' }
  for (const [type, pattern] of kinds) {
    const [, found] = pattern.exec(text) ?? []
    if (found === undefined) continue
    if (text.endsWith('.fifo')) {
      throw new InventoryError(
        'invalid-input',
        `S3 does not send to "${text}", as it is first-in-first-out; name one that is not, or eventbridge`,
      )
    }
    if (region !== undefined && region !== found) {
      throw new InventoryError(
        'invalid-input',
        `S3 does not send to "${text}" from ${region}; name a ${type} of the same region, or eventbridge`,
      )
    }
    return { type, arn: text }
  }
  throw new InventoryError(
    'invalid-input',
    `S3 cannot announce anything to "${text}": name the ARN of an SNS topic, an SQS queue or a Lambda function, or eventbridge`,
  )
}
