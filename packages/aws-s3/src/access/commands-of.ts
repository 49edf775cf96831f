import type { AccessDocument } from '@bucket-inventory/core'

import { isObject, listOf } from './policy-json.ts'
import { sidPart } from './policy-text.ts'

type Documents = readonly [AccessDocument, ...AccessDocument[]]

const merged = '"file://$work/merged"'
const empty = { Version: '2012-10-17', Statement: [] }

/** The commands that carry out the documents of one place, in the variables and functions of the script. */
export function commandsOf(documents: Documents): readonly string[] {
  const [{ kind, subject, content }] = documents
  const contents = documents.map((document) => document.content)
  switch (kind) {
    case 'bucket-policy':
    case 'optional-fields':
      return [
        ours(contents),
        look(
          `aws s3api get-bucket-policy --bucket ${quoted(subject)} --query Policy --output text`,
          'NoSuchBucketPolicy',
          empty,
        ),
        'merge_statements',
        `aws s3api put-bucket-policy --bucket ${quoted(subject)} --policy ${merged}`,
      ]
    case 'key-policy':
      return [
        ours(contents),
        // Policies are those of keys, not of their aliases.
        `key=$(aws kms describe-key --key-id ${quoted(subject)} --query KeyMetadata.Arn --output text)`,
        look(
          'aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text',
          'no such error',
          empty,
        ),
        'merge_statements',
        `aws kms put-key-policy --key-id "$key" --policy-name default --policy ${merged}`,
      ]
    case 'caller-policy':
      return [
        file('ours', content),
        'aws iam create-policy --policy-name bucket-inventory --policy-document "file://$work/ours"',
      ]
    case 'retention':
      return lifecycle(subject, contents)
    case 'notification':
      if (content['EventPattern'] !== undefined) return eventRule(content)
      return content['Effect'] === undefined
        ? notification(subject, contents)
        : rights(subject, content)
    case 'role-trust':
    case 'role-permission':
      return ['# S3 assumes no role to write inventories.']
  }
}

function lifecycle(bucket: string, contents: readonly unknown[]): readonly string[] {
  return [
    ours(contents),
    look(
      `aws s3api get-bucket-lifecycle-configuration --bucket ${quoted(bucket)}`,
      'NoSuchLifecycleConfiguration',
      {},
    ),
    `jq --slurpfile ours "$work/ours" '{Rules: ((.Rules // [] | map(select(.ID as $id | all($ours[0][]; .ID != $id)))) + $ours[0])}' "$work/there" > "$work/merged"`,
    `size=$(jq -r '.TransitionDefaultMinimumObjectSize // empty' "$work/there")`,
    // A put that does not say the size sets the default.
    `aws s3api put-bucket-lifecycle-configuration --bucket ${quoted(bucket)} \${size:+--transition-default-minimum-object-size "$size"} --lifecycle-configuration ${merged}`,
  ]
}

function notification(bucket: string, contents: readonly unknown[]): readonly string[] {
  return [
    ours(contents),
    look(
      `aws s3api get-bucket-notification-configuration --bucket ${quoted(bucket)}`,
      'no such error',
      {},
    ),
    `jq --slurpfile ours "$work/ours" '
  ([$ours[0][] | .[] | arrays | .[].Id]) as $ids
  | map_values(if type == "array" then map(select(.Id as $id | all($ids[]; . != $id))) else . end)
  | reduce $ours[0][] as $new (.; reduce ($new | keys[]) as $list (.;
      .[$list] = (if ($new[$list] | type) == "array" then (.[$list] // []) + $new[$list] else $new[$list] end)))
' "$work/there" > "$work/merged"`,
    `aws s3api put-bucket-notification-configuration --bucket ${quoted(bucket)} --notification-configuration ${merged}`,
  ]
}

/** What lets S3 send to a topic, a queue or a function. */
function rights(arn: string, content: AccessDocument['content']): readonly string[] {
  const [, , service, , account = '', ...rest] = arn.split(':')
  if (service === 'lambda') return permissions(arn, content)
  if (service === 'sns') {
    const read = `aws sns get-topic-attributes --topic-arn ${quoted(arn)} --query Attributes.Policy --output text`
    return [
      ours([content]),
      look(read, 'no such error', empty),
      'merge_statements',
      `aws sns set-topic-attributes --topic-arn ${quoted(arn)} --attribute-name Policy --attribute-value ${merged}`,
    ]
  }
  const read =
    'aws sqs get-queue-attributes --queue-url "$queue" --attribute-names Policy --query Attributes.Policy --output text'
  return [
    ours([content]),
    `queue=$(aws sqs get-queue-url --queue-name ${quoted(rest.join(':'))} --queue-owner-aws-account-id ${quoted(account)} --query QueueUrl --output text)`,
    look(read, 'no such error', empty),
    'merge_statements',
    `jq '{Policy: tojson}' "$work/merged" > "$work/attributes"`,
    'aws sqs set-queue-attributes --queue-url "$queue" --attributes "file://$work/attributes"',
  ]
}

/** Lambda takes one source at a time. */
function permissions(arn: string, { Condition }: AccessDocument['content']): readonly string[] {
  const condition = isObject(Condition) ? Condition : {}
  const valuesOf = (operator: string, key: string) => {
    const keys = condition[operator]
    return listOf(isObject(keys) ? keys[key] : undefined).map(String)
  }
  const [account = '', ...others] = valuesOf('StringEquals', 'aws:SourceAccount')
  // Which of several accounts owns which bucket is not in the statement.
  const source = others.length === 0 ? ` --source-account ${quoted(account)}` : ''
  return valuesOf('ArnLike', 'aws:SourceArn').map((bucket) => {
    const id = `BucketInventory${sidPart(bucket.slice(bucket.lastIndexOf(':') + 1))}`
    return `aws lambda add-permission --function-name ${quoted(arn)} --statement-id ${quoted(id)} --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn ${quoted(bucket)}${source}`
  })
}

function eventRule({ Name, EventPattern }: AccessDocument['content']): readonly string[] {
  return [
    file('ours', EventPattern),
    `aws events put-rule --name ${quoted(String(Name))} --event-pattern "file://$work/ours"`,
    '# Then say where the events go: aws events put-targets',
  ]
}

function ours(contents: readonly unknown[]): string {
  return file('ours', contents)
}

/** No line of JSON is the end of it. */
function file(name: string, value: unknown): string {
  return `cat > "$work/${name}" << 'END'\n${JSON.stringify(value, null, 2)}\nEND`
}

function look(command: string, absent: string, otherwise: object): string {
  return `look ${quoted(command)} ${quoted(absent)} ${quoted(JSON.stringify(otherwise))}`
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
