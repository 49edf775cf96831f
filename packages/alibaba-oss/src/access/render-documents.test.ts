import { describe, expect, it } from 'vitest'

import { subjectOf } from './access.test.support.ts'
import { ossDocuments } from './oss-documents.ts'
import { renderDocuments } from './render-documents.ts'

const nasty = `it's \${a} %{b} "c" \\d \`e\` $(f)`

describe('as JSON', () => {
  it('one document is what the vendor takes, several are a list', () => {
    const documents = ossDocuments([subjectOf('photos')])
    const [first] = documents
    if (first === undefined) throw new Error('there is none')
    expect(JSON.parse(renderDocuments([first], 'json'))).toEqual(first.content)
    expect(JSON.parse(renderDocuments(documents, 'json'))).toEqual(documents)
  })
})

describe('as Terraform', () => {
  it('makes the role, its policy and what attaches it', () => {
    const documents = ossDocuments([subjectOf('photos')]).slice(0, 2)
    expect(renderDocuments(documents, 'terraform')).toMatchInlineSnapshot(`
      "# Lets OSS take on the role "Deliverer" of account 1283641033516515.
      # https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
      resource "alicloud_ram_role" "bucket_inventory_Deliverer_3qkmpqa560tcz" {
        role_name                   = "Deliverer"
        assume_role_policy_document = jsonencode({
          "Version": "1",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "sts:AssumeRole"
              ],
              "Principal": {
                "Service": [
                  "oss.aliyuncs.com"
                ]
              }
            }
          ]
        })
      }

      # Lets the role "Deliverer" write reports to "reports-cn": the least that is needed by the documentation of 2026.
      # https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
      resource "alicloud_ram_policy" "bucket_inventory_Deliverer_2pra0m53w24tj" {
        policy_name     = "bucket-inventory-Deliverer"
        policy_document = jsonencode({
          "Version": "1",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "oss:PutObject",
                "oss:AbortMultipartUpload"
              ],
              "Resource": [
                "acs:oss:*:1283641033516515:reports-cn/*"
              ]
            }
          ]
        })
      }

      resource "alicloud_ram_role_policy_attachment" "bucket_inventory_Deliverer_2pra0m53w24tj" {
        policy_name = alicloud_ram_policy.bucket_inventory_Deliverer_2pra0m53w24tj.policy_name
        policy_type = "Custom"
        role_name   = alicloud_ram_role.bucket_inventory_Deliverer_3qkmpqa560tcz.role_name
      }
      "
    `)
  })

  it('keeps all rules of a bucket together, and warns of those that are not in it', () => {
    const documents = ossDocuments([subjectOf('photos'), subjectOf('videos')], {
      retainDays: 30,
      versioned: true,
    })
    const text = renderDocuments(
      documents.filter(({ kind }) => kind === 'retention'),
      'terraform',
    )
    expect(text).toMatchInlineSnapshot(`
      "# This resource holds all lifecycle rules of the bucket: put those that it has beside these, or they are taken away.
      resource "alicloud_oss_bucket_lifecycle" "bucket_inventory_reports_cn_3b6o87o38ohmh" {
        bucket = "reports-cn"
        # Expires the reports of inventory "daily" of bucket "photos" in bucket "reports-cn" after 30 days.
        # https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
        rule {
          id     = "bucket-inventory-0et6uc8mizxsb"
          prefix = "photos/daily/"
          status = "Enabled"
          expiration {
            days = 30
          }
          noncurrent_version_expiration {
            noncurrent_days = "30"
          }
        }
        # Expires the reports of inventory "daily" of bucket "videos" in bucket "reports-cn" after 30 days.
        # https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
        rule {
          id     = "bucket-inventory-2mv4wsymcxwk4"
          prefix = "videos/daily/"
          status = "Enabled"
          expiration {
            days = 30
          }
          noncurrent_version_expiration {
            noncurrent_days = "30"
          }
        }
      }
      "
    `)
  })

  it('says who is told', () => {
    const documents = ossDocuments([subjectOf('photos')], { notify: 'queue/done' })
    const text = renderDocuments(
      documents.filter(({ kind }) => kind === 'notification'),
      'terraform',
    )
    expect(text).toMatchInlineSnapshot(`
      "# Announces every complete report of inventory "daily" of bucket "photos" to the queue "done", incremental ones too.
      # https://www.alibabacloud.com/help/en/mns/developer-reference/api-mns-open-2022-01-19-createeventrule
      resource "alicloud_message_service_event_rule" "bucket_inventory_2oq0jprbpkjtd_1nypgnui9lryd" {
        rule_name   = "bucket-inventory-2oq0jprbpkjtd"
        event_types = ["ObjectCreated:*"]
        match_rules = [[{ match_state = "true", name = "", prefix = "reports-cn/photos/daily/", suffix = "manifest.json" }]]
        endpoint {
          endpoint_type  = "queue"
          endpoint_value = "done"
        }
      }
      "
    `)
  })

  it('takes nothing in a prefix for its own language', () => {
    const documents = ossDocuments([subjectOf('photos', { prefix: `${nasty}\b` })], {
      retainDays: 1,
    })
    const text = renderDocuments(
      documents.filter(({ kind }) => kind === 'retention'),
      'terraform',
    )
    const [, written = ''] = /prefix = (".*")/.exec(text) ?? []
    expect(written).toContain(String.raw`it's $${'$'}{a} %%{b} \"c\" \\d`)
    expect(written).toContain(String.raw`\u0008`)
    const read: unknown = JSON.parse(written.replaceAll('$${', '${').replaceAll('%%{', '%{'))
    expect(read).toBe(`${nasty}\b/photos/daily/`)
  })
})

describe('as commands', () => {
  it('makes the role, its policy and what attaches it', () => {
    const documents = ossDocuments([subjectOf('photos')]).slice(0, 2)
    expect(renderDocuments(documents, 'commands')).toMatchInlineSnapshot(`
      "# Lets OSS take on the role "Deliverer" of account 1283641033516515.
      # https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
      aliyun ram CreateRole \\
        --RoleName 'Deliverer' \\
        --AssumeRolePolicyDocument '{"Version":"1","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["oss.aliyuncs.com"]}}]}'

      # Lets the role "Deliverer" write reports to "reports-cn": the least that is needed by the documentation of 2026.
      # https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
      aliyun ram CreatePolicy \\
        --PolicyName 'bucket-inventory-Deliverer' \\
        --PolicyDocument '{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:PutObject","oss:AbortMultipartUpload"],"Resource":["acs:oss:*:1283641033516515:reports-cn/*"]}]}'
      aliyun ram AttachPolicyToRole \\
        --PolicyType 'Custom' \\
        --PolicyName 'bucket-inventory-Deliverer' \\
        --RoleName 'Deliverer'
      "
    `)
  })

  it('merges rules of a bucket into those that it has', () => {
    const documents = ossDocuments([subjectOf('photos', { prefix: 'a&b|c' })], { retainDays: 30 })
    const text = renderDocuments(
      documents.filter(({ kind }) => kind === 'retention'),
      'commands',
    )
    expect(text).toMatchInlineSnapshot(`
      "# Expires the reports of inventory "daily" of bucket "photos" in bucket "reports-cn" after 30 days.
      # https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
      # Where the bucket has no rules yet, the first command fails: begin with a file of <LifecycleConfiguration></LifecycleConfiguration> then.
      aliyun oss lifecycle --method get 'oss://reports-cn' 'lifecycle-of-reports-cn.xml' &&
        sed 's|</LifecycleConfiguration>|<Rule><ID>bucket-inventory-3m3yiyehqmkd2</ID><Prefix>a\\&amp;b\\|c/photos/daily/</Prefix><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>|' 'lifecycle-of-reports-cn.xml' > 'new-lifecycle-of-reports-cn.xml' &&
        aliyun oss lifecycle --method put 'oss://reports-cn' 'new-lifecycle-of-reports-cn.xml'
      "
    `)
  })

  it('is one word for the shell, whatever is in it', () => {
    const documents = ossDocuments([subjectOf('photos', { prefix: nasty })], { notify: 'done' })
    const text = renderDocuments(
      documents.filter(({ kind }) => kind === 'notification'),
      'commands',
    )
    const [, quoted = ''] = /--MatchRules ('.*') \\$/m.exec(text) ?? []
    // Inside of single quotes nothing means anything but the quote that ends them.
    const word = quoted.slice(1, -1).replaceAll(String.raw`'\''`, "'")
    expect(quoted.slice(1, -1).replaceAll(String.raw`'\''`, '')).not.toContain("'")
    expect(JSON.parse(word)).toEqual([
      [{ MatchState: true, Prefix: `reports-cn/${nasty}/photos/daily/`, Suffix: 'manifest.json' }],
    ])
  })
})

it('carries out the narrower of two permissions, and the wider one where it is all there is', () => {
  const documents = ossDocuments([subjectOf('photos')]).filter(
    ({ kind }) => kind === 'role-permission',
  )
  const wider = documents.filter(({ variant }) => variant === 'read-source')
  for (const format of ['terraform', 'commands'] as const) {
    expect(renderDocuments(documents, format)).not.toContain('read-source')
    expect(renderDocuments(wider, format)).toContain('bucket-inventory-Deliverer-read-source')
  }
})

it('has no line of a comment that ends early', () => {
  const subject = subjectOf('photos', { prefix: 'a\nresource "x" "y" {}*' })
  for (const format of ['terraform', 'commands'] as const) {
    const text = renderDocuments(ossDocuments([subject]), format)
    expect(text.split('\n').filter((line) => line.startsWith('resource "x"'))).toEqual([])
  }
})
