import type { AccessDocument, AccessOptions, Destination } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { accessDocuments } from './access-documents.ts'
import { renderAccess } from './render-access.ts'

function documents(
  kinds: readonly AccessDocument['kind'][],
  options: AccessOptions = {},
  destination: Partial<Destination> = {},
): readonly AccessDocument[] {
  const configuration = {
    id: 'daily',
    enabled: true,
    schedule: { every: 'day' },
    versions: 'current',
    fields: ['size'],
    destination: {
      bucket: 'reports',
      accountId: '444455556666',
      format: 'csv',
      prefix: 'inv',
      ...destination,
    },
  } as const
  const subjects = [{ bucket: 'photos', configuration, accountId: '111122223333' }]
  const region = 'us-east-1'
  return accessDocuments(subjects, { region, ...options }, {}).filter((document) =>
    kinds.includes(document.kind),
  )
}

/** What a shell, a template, a comment or a regular expression could take for something else. */
const hostile = `it's "$(id)" \`id\` \${x} %{if} \\ \n# \u0085\u2028\u009B * ? $ é`

const policy = documents(['bucket-policy'])
const rules = documents(['notification', 'retention'], {
  notify: 'arn:aws:sns:us-east-1:444455556666:deliveries',
  retainDays: 30,
  versioned: true,
})

describe('as JSON', () => {
  test('one document is what is pasted', () => {
    const pasted: unknown = JSON.parse(renderAccess(policy, 'json'))
    expect(pasted).toEqual({ Version: '2012-10-17', Statement: [policy[0]?.content] })
    const key = 'arn:aws:kms:us-east-1:444455556666:key/1'
    const encryption = { type: 'kms', keyId: key } as const
    const [document] = documents(['key-policy'], {}, { encryption })
    expect(document === undefined ? '' : renderAccess([document], 'json')).toBe(
      `${JSON.stringify(document?.content, null, 2)}\n`,
    )
    const rule = documents(['retention'], { retainDays: 3 })
    expect(JSON.parse(renderAccess(rule, 'json'))).toEqual({ Rules: [rule[0]?.content] })
  })

  test('several say what each is for', () => {
    const described: unknown = JSON.parse(renderAccess([...policy, ...rules], 'json'))
    expect(described).toMatchObject([
      { kind: 'bucket-policy', subject: 'reports', content: policy[0]?.content },
      { kind: 'notification', purpose: expect.stringContaining('announces complete reports') },
      { kind: 'notification', subject: 'arn:aws:sns:us-east-1:444455556666:deliveries' },
      { kind: 'retention', reference: expect.stringContaining('https://') },
    ])
  })

  test('none are an empty list', () => {
    expect(renderAccess([], 'json')).toBe('[]\n')
  })
})

// Formatted as `terraform fmt` does.
describe('as Terraform', () => {
  test('a policy is a document and what takes it', () => {
    expect(renderAccess(policy, 'terraform')).toMatchInlineSnapshot(`
      "# lets S3 write the inventories of bucket "photos" of account 111122223333 into bucket "reports" under "inv/"
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-destination-bucket-policy
      data "aws_iam_policy_document" "bucket_inventory_reports" {
        # aws_s3_bucket_policy replaces the whole policy: name here what else it must hold.
        # source_policy_documents = [data.aws_iam_policy_document.others.json]

        statement {
          sid       = "BucketInventory111122223333inv"
          effect    = "Allow"
          actions   = ["s3:PutObject"]
          resources = ["arn:aws:s3:::reports/inv/*"]

          principals {
            type        = "Service"
            identifiers = ["s3.amazonaws.com"]
          }

          condition {
            test     = "ArnLike"
            variable = "aws:SourceArn"
            values   = ["arn:aws:s3:::photos"]
          }

          condition {
            test     = "StringEquals"
            variable = "aws:SourceAccount"
            values   = ["111122223333"]
          }

          condition {
            test     = "StringEquals"
            variable = "s3:x-amz-acl"
            values   = ["bucket-owner-full-control"]
          }
        }
      }

      resource "aws_s3_bucket_policy" "bucket_inventory_reports" {
        bucket = "reports"
        policy = data.aws_iam_policy_document.bucket_inventory_reports.json
      }
      "
    `)
  })

  test('rules are resources that replace all there are, and say so', () => {
    expect(renderAccess(rules, 'terraform')).toMatchInlineSnapshot(`
      "# announces complete reports of inventory "daily" of bucket "photos" to arn:aws:sns:us-east-1:444455556666:deliveries
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
      resource "aws_s3_bucket_notification" "bucket_inventory_reports" {
        bucket = "reports"

        # This resource replaces all notifications of bucket "reports": write here what else there is.

        topic {
          id            = "bucket-inventory/photos/daily"
          topic_arn     = "arn:aws:sns:us-east-1:444455556666:deliveries"
          events        = ["s3:ObjectCreated:*"]
          filter_prefix = "inv/photos/daily/"
          filter_suffix = "manifest.checksum"
        }
      }

      # lets S3 announce reports to arn:aws:sns:us-east-1:444455556666:deliveries: a statement for the access policy of the topic
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
      data "aws_iam_policy_document" "bucket_inventory_deliveries" {
        # Whatever sets the policy of arn:aws:sns:us-east-1:444455556666:deliveries replaces the whole policy: name here what else it must hold.
        # source_policy_documents = [data.aws_iam_policy_document.others.json]

        statement {
          sid       = "BucketInventoryDeliveries"
          effect    = "Allow"
          actions   = ["sns:Publish"]
          resources = ["arn:aws:sns:us-east-1:444455556666:deliveries"]

          principals {
            type        = "Service"
            identifiers = ["s3.amazonaws.com"]
          }

          condition {
            test     = "ArnLike"
            variable = "aws:SourceArn"
            values   = ["arn:aws:s3:::reports"]
          }

          condition {
            test     = "StringEquals"
            variable = "aws:SourceAccount"
            values   = ["444455556666"]
          }
        }
      }

      # deletes reports of inventory "daily" of bucket "photos" from bucket "reports" after 30 days, and versions 30 days after they were replaced
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
      resource "aws_s3_bucket_lifecycle_configuration" "bucket_inventory_reports" {
        bucket = "reports"

        # This resource replaces all lifecycle rules of bucket "reports": write here what else there is.

        rule {
          id     = "bucket-inventory/photos/daily"
          status = "Enabled"

          filter {
            prefix = "inv/photos/daily/"
          }

          expiration {
            days = 30
          }

          noncurrent_version_expiration {
            noncurrent_days = 30
          }
        }
      }
      "
    `)
  })

  test('a rule of EventBridge has its pattern as an expression', () => {
    const found = documents(['notification'], { notify: 'eventbridge' })
    expect(renderAccess(found, 'terraform')).toMatchInlineSnapshot(`
      "# sends events of bucket "reports" to EventBridge, complete reports of bucket "photos" among them
      # https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
      resource "aws_s3_bucket_notification" "bucket_inventory_reports" {
        bucket      = "reports"
        eventbridge = true

        # This resource replaces all notifications of bucket "reports": write here what else there is.
      }

      # picks complete reports in bucket "reports" among the events of EventBridge; it needs a target to go to
      # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
      resource "aws_cloudwatch_event_rule" "bucket_inventory_eventbridge" {
        name = "bucket-inventory-deliveries"
        event_pattern = jsonencode({
          "source"      = ["aws.s3"]
          "detail-type" = ["Object Created"]
          "detail" = {
            "bucket" = {
              "name" = ["reports"]
            }
            "object" = {
              "key" = [
                {
                  "wildcard" = "inv/*/manifest.checksum"
                },
              ]
            }
          }
        })
      }
      "
    `)
  })

  test('no text is taken for a template, and no remark ends early', () => {
    const text = renderAccess(
      documents(
        ['bucket-policy', 'retention', 'caller-policy'],
        { retainDays: 3 },
        { prefix: hostile },
      ),
      'terraform',
    )
    const literal = `it's \\"$(id)\\" \`id\` $\${x} %%{if} \\\\ \\n# \\u0085\\u2028\\u009b * ? $ é`
    expect(text).toContain(`prefix = "${literal}/photos/daily/"`)
    const escaped = literal.replace('$(id)', () => '$${$}(id)').replace('$${x}', () => '$${$}{x}')
    const resource = escaped.replace(' * ? $ ', () => ' $${*} $${?} $${$} ')
    expect(text).toContain(`"arn:aws:s3:::reports/${resource}/*"`)
    for (const line of text.split('\n')) {
      const isRemark = line.trimStart().startsWith('#')
      expect(isRemark || !/[\p{Cc}\u2028]/u.test(line), line).toBe(true)
      if (isRemark) expect(line).not.toMatch(/[\p{Cc}\u2028]/u)
    }
  })

  test('names are none that another has', () => {
    const named = ['a.b', 'a_b', 'a-b'].flatMap((bucket) =>
      documents(['bucket-policy'], {}, { bucket }),
    )
    const names = renderAccess(named, 'terraform').matchAll(
      /resource "aws_s3_bucket_policy" "(.*)"/g,
    )
    expect(Array.from(names, ([, name]) => name)).toEqual([
      'bucket_inventory_a_b',
      'bucket_inventory_a_b_2',
      'bucket_inventory_a-b',
    ])
  })

  test('what the provider would take for a variable is refused', () => {
    const found = documents(['bucket-policy'], {}, { prefix: 'a&{b}' })
    expect(() => renderAccess(found, 'terraform')).toThrow('Terraform cannot write a policy')
  })

  test('none are nothing', () => {
    expect(renderAccess([], 'terraform')).toBe('')
  })
})

describe('as commands', () => {
  test('policies and rules are merged into those that are there', () => {
    const [head, ...parts] = renderAccess([...policy, ...rules], 'commands').split(
      /\n\n(?=# (?!Reads|Statements))/,
    )
    // What it defines is what the parts use.
    const defined = head?.match(/^\w+(?=\(\))/gm)
    expect(defined).toEqual(['look', 'merge_statements'])
    expect(head?.startsWith('#!/bin/sh\n')).toBe(true)
    expect(parts.join('\n\n')).toMatchInlineSnapshot(`
      "# lets S3 write the inventories of bucket "photos" of account 111122223333 into bucket "reports" under "inv/"
      cat > "$work/ours" << 'END'
      [
        {
          "Sid": "BucketInventory111122223333inv",
          "Effect": "Allow",
          "Principal": {
            "Service": "s3.amazonaws.com"
          },
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::reports/inv/*",
          "Condition": {
            "ArnLike": {
              "aws:SourceArn": "arn:aws:s3:::photos"
            },
            "StringEquals": {
              "aws:SourceAccount": "111122223333",
              "s3:x-amz-acl": "bucket-owner-full-control"
            }
          }
        }
      ]
      END
      look 'aws s3api get-bucket-policy --bucket '\\''reports'\\'' --query Policy --output text' 'NoSuchBucketPolicy' '{"Version":"2012-10-17","Statement":[]}'
      merge_statements
      aws s3api put-bucket-policy --bucket 'reports' --policy "file://$work/merged"

      # announces complete reports of inventory "daily" of bucket "photos" to arn:aws:sns:us-east-1:444455556666:deliveries
      cat > "$work/ours" << 'END'
      [
        {
          "TopicConfigurations": [
            {
              "Id": "bucket-inventory/photos/daily",
              "TopicArn": "arn:aws:sns:us-east-1:444455556666:deliveries",
              "Events": [
                "s3:ObjectCreated:*"
              ],
              "Filter": {
                "Key": {
                  "FilterRules": [
                    {
                      "Name": "prefix",
                      "Value": "inv/photos/daily/"
                    },
                    {
                      "Name": "suffix",
                      "Value": "manifest.checksum"
                    }
                  ]
                }
              }
            }
          ]
        }
      ]
      END
      look 'aws s3api get-bucket-notification-configuration --bucket '\\''reports'\\''' 'no such error' '{}'
      jq --slurpfile ours "$work/ours" '
        ([$ours[0][] | .[] | arrays | .[].Id]) as $ids
        | map_values(if type == "array" then map(select(.Id as $id | all($ids[]; . != $id))) else . end)
        | reduce $ours[0][] as $new (.; reduce ($new | keys[]) as $list (.;
            .[$list] = (if ($new[$list] | type) == "array" then (.[$list] // []) + $new[$list] else $new[$list] end)))
      ' "$work/there" > "$work/merged"
      aws s3api put-bucket-notification-configuration --bucket 'reports' --notification-configuration "file://$work/merged"

      # lets S3 announce reports to arn:aws:sns:us-east-1:444455556666:deliveries: a statement for the access policy of the topic
      cat > "$work/ours" << 'END'
      [
        {
          "Sid": "BucketInventoryDeliveries",
          "Effect": "Allow",
          "Principal": {
            "Service": "s3.amazonaws.com"
          },
          "Action": "sns:Publish",
          "Resource": "arn:aws:sns:us-east-1:444455556666:deliveries",
          "Condition": {
            "ArnLike": {
              "aws:SourceArn": "arn:aws:s3:::reports"
            },
            "StringEquals": {
              "aws:SourceAccount": "444455556666"
            }
          }
        }
      ]
      END
      look 'aws sns get-topic-attributes --topic-arn '\\''arn:aws:sns:us-east-1:444455556666:deliveries'\\'' --query Attributes.Policy --output text' 'no such error' '{"Version":"2012-10-17","Statement":[]}'
      merge_statements
      aws sns set-topic-attributes --topic-arn 'arn:aws:sns:us-east-1:444455556666:deliveries' --attribute-name Policy --attribute-value "file://$work/merged"

      # deletes reports of inventory "daily" of bucket "photos" from bucket "reports" after 30 days, and versions 30 days after they were replaced
      cat > "$work/ours" << 'END'
      [
        {
          "ID": "bucket-inventory/photos/daily",
          "Status": "Enabled",
          "Filter": {
            "Prefix": "inv/photos/daily/"
          },
          "Expiration": {
            "Days": 30
          },
          "NoncurrentVersionExpiration": {
            "NoncurrentDays": 30
          }
        }
      ]
      END
      look 'aws s3api get-bucket-lifecycle-configuration --bucket '\\''reports'\\''' 'NoSuchLifecycleConfiguration' '{}'
      jq --slurpfile ours "$work/ours" '{Rules: ((.Rules // [] | map(select(.ID as $id | all($ours[0][]; .ID != $id)))) + $ours[0])}' "$work/there" > "$work/merged"
      size=$(jq -r '.TransitionDefaultMinimumObjectSize // empty' "$work/there")
      aws s3api put-bucket-lifecycle-configuration --bucket 'reports' \${size:+--transition-default-minimum-object-size "$size"} --lifecycle-configuration "file://$work/merged"
      "
    `)
  })

  test('keys, queues, functions and rights of callers have commands of their own', () => {
    const keyId = 'alias/reports'
    const encryption = { type: 'kms', keyId } as const
    const targets = ['sqs:us-east-1:444455556666:q', 'lambda:us-east-1:444455556666:function:f']
    const found = targets.flatMap((target) =>
      documents(['notification'], { notify: `arn:aws:${target}` }, { encryption }),
    )
    const others = documents(['key-policy', 'caller-policy'], {}, { encryption })
    const bus = documents(['notification'], { notify: 'eventbridge' })
    const text = renderAccess([...found, ...others, ...bus], 'commands')
    const commands = text.split('\n').filter((line) => /^(?:\w+=\$\()?aws |^look /.test(line))
    expect(commands.join('\n')).toMatchInlineSnapshot(`
      "look 'aws s3api get-bucket-notification-configuration --bucket '\\''reports'\\''' 'no such error' '{}'
      aws s3api put-bucket-notification-configuration --bucket 'reports' --notification-configuration "file://$work/merged"
      queue=$(aws sqs get-queue-url --queue-name 'q' --queue-owner-aws-account-id '444455556666' --query QueueUrl --output text)
      look 'aws sqs get-queue-attributes --queue-url "$queue" --attribute-names Policy --query Attributes.Policy --output text' 'no such error' '{"Version":"2012-10-17","Statement":[]}'
      aws sqs set-queue-attributes --queue-url "$queue" --attributes "file://$work/attributes"
      aws lambda add-permission --function-name 'arn:aws:lambda:us-east-1:444455556666:function:f' --statement-id 'BucketInventoryreports' --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn 'arn:aws:s3:::reports' --source-account '444455556666'
      key=$(aws kms describe-key --key-id 'alias/reports' --query KeyMetadata.Arn --output text)
      look 'aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text' 'no such error' '{"Version":"2012-10-17","Statement":[]}'
      aws kms put-key-policy --key-id "$key" --policy-name default --policy "file://$work/merged"
      aws iam create-policy --policy-name bucket-inventory --policy-document "file://$work/ours"
      aws events put-rule --name 'bucket-inventory-deliveries' --event-pattern "file://$work/ours""
    `)
  })

  test('no text is taken for anything else', () => {
    const options = { notify: 'eventbridge', retainDays: 3, onlyFields: [] } as const
    const kinds = ['bucket-policy', 'retention', 'notification', 'optional-fields'] as const
    const found = documents(kinds, options, { prefix: hostile })
    const script = renderAccess(found, 'commands')
    const files = script.matchAll(/<< 'END'\n([^]*?)\nEND\n/g)
    const written = Array.from(files, ([, json = '']): unknown => JSON.parse(json))
    const contents = found.map(({ content }) => content)
    expect(written).toEqual([
      [contents[0]],
      [contents[1]],
      [contents[2]],
      contents[3]?.['EventPattern'],
      [contents[4]],
    ])
    const rest = script.replaceAll(/<< 'END'\n[^]*?\nEND\n/g, '').split('\n')
    for (const line of rest.filter((line) => line.includes('id'))) {
      expect(line.startsWith('#') || !line.includes('$(id)'), line).toBe(true)
    }
  })

  test('a subject is one word, whatever is in it', () => {
    const [document] = policy
    const odd = document === undefined ? [] : [{ ...document, subject: `x'; rm -rf / #` }]
    const script = renderAccess(odd, 'commands')
    expect(script).toContain(String.raw`--bucket 'x'\''; rm -rf / #' --policy`)
    expect(script).toContain(String.raw`--bucket '\''x'\''\'\'''\''; rm -rf / #'\'' --query`)
  })

  test('none are nothing', () => {
    expect(renderAccess([], 'commands')).toBe('')
  })
})
