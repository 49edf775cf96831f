import type { XmlContent } from '@bucket-inventory/xml'

import { isObject, listOf } from './policy-json.ts'
import type { JsonObject } from './policy-json.ts'

/** One entry of the notifications of a bucket, as it stands in the document. */
export interface NotificationElement {
  readonly name: string
  /** Of EventBridge, which has no name: none. */
  readonly id: string | undefined
  readonly value: string | XmlContent
}

/** The document has other names than the SDK: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
const names = [
  ['TopicConfigurations', 'TopicConfiguration', 'TopicArn', 'Topic'],
  ['QueueConfigurations', 'QueueConfiguration', 'QueueArn', 'Queue'],
  [
    'LambdaFunctionConfigurations',
    'CloudFunctionConfiguration',
    'LambdaFunctionArn',
    'CloudFunction',
  ],
] as const

/** What a document announces, as elements; none where it is not of a bucket. */
export function notificationElements(content: JsonObject): readonly NotificationElement[] {
  const elements = names.flatMap(([list, name, arn, target]) =>
    listOf(content[list])
      .filter(isObject)
      .map((one) => ({
        name,
        id: String(one['Id']),
        value: {
          Id: String(one['Id']),
          [target]: String(one[arn]),
          Event: listOf(one['Events']).map(String),
          Filter: { S3Key: { FilterRule: filterRules(one) } },
        },
      })),
  )
  const bus = { name: 'EventBridgeConfiguration', id: undefined, value: '' }
  return content['EventBridgeConfiguration'] === undefined ? elements : [...elements, bus]
}

function filterRules(one: JsonObject): XmlContent[] {
  const filter = isObject(one['Filter']) ? one['Filter'] : {}
  const key = isObject(filter['Key']) ? filter['Key'] : {}
  return listOf(key['FilterRules'])
    .filter(isObject)
    .map(({ Name, Value }) => ({ Name: String(Name), Value: String(Value) }))
}
