import type { AccessDocument } from '@bucket-inventory/core'

import { hclBlock, hclString, hclStrings, hclValue, remark } from './hcl.ts'
import { isObject, listOf } from './policy-json.ts'
import type { JsonObject } from './policy-json.ts'

/** All rules of a bucket are one resource. */
export function terraformLifecycle(
  name: string,
  bucket: string,
  documents: readonly AccessDocument[],
): string {
  return hclBlock(
    `resource "aws_s3_bucket_lifecycle_configuration" "${name}"`,
    [['bucket', hclString(bucket)]],
    [whole('lifecycle rules', bucket), ...documents.map(({ content }) => rule(content))],
  )
}

/** All that a bucket announces is one resource. */
export function terraformNotification(
  name: string,
  bucket: string,
  documents: readonly AccessDocument[],
): string {
  const contents = documents.map(({ content }) => content)
  const isBus = contents.some((content) => content['EventBridgeConfiguration'] !== undefined)
  return hclBlock(
    `resource "aws_s3_bucket_notification" "${name}"`,
    [['bucket', hclString(bucket)], ...(isBus ? ([['eventbridge', 'true']] as const) : [])],
    [
      whole('notifications', bucket),
      ...lists.flatMap(([list, block, member, setting]) =>
        contents
          .flatMap((content) => listOf(content[list]).filter(isObject))
          .map((one) => configuration(block, setting, one[member], one)),
      ),
    ],
  )
}

const lists = [
  ['TopicConfigurations', 'topic', 'TopicArn', 'topic_arn'],
  ['QueueConfigurations', 'queue', 'QueueArn', 'queue_arn'],
  ['LambdaFunctionConfigurations', 'lambda_function', 'LambdaFunctionArn', 'lambda_function_arn'],
] as const

function whole(what: string, bucket: string): string {
  return remark(
    `This resource replaces all ${what} of bucket ${JSON.stringify(bucket)}: write here what else there is.`,
  )
}

function rule({ ID, Status, Filter, Expiration, NoncurrentVersionExpiration }: JsonObject): string {
  const versions = NoncurrentVersionExpiration
  return hclBlock(
    'rule',
    [
      ['id', hclValue(ID)],
      ['status', hclValue(Status)],
    ],
    [
      hclBlock('filter', [['prefix', hclValue(valueAt(Filter, 'Prefix'))]]),
      hclBlock('expiration', [['days', hclValue(valueAt(Expiration, 'Days'))]]),
      ...(versions === undefined
        ? []
        : [
            hclBlock('noncurrent_version_expiration', [
              ['noncurrent_days', hclValue(valueAt(versions, 'NoncurrentDays'))],
            ]),
          ]),
    ],
  )
}

function configuration(block: string, setting: string, arn: unknown, one: JsonObject): string {
  const rules = listOf(valueAt(valueAt(one['Filter'], 'Key'), 'FilterRules')).filter(isObject)
  const filters = rules.map(
    ({ Name, Value }) => [`filter_${String(Name)}`, hclValue(Value)] as const,
  )
  return hclBlock(block, [
    ['id', hclValue(one['Id'])],
    [setting, hclValue(arn)],
    ['events', hclStrings(listOf(one['Events']).map(String))],
    ...filters,
  ])
}

function valueAt(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined
}
