import type { AccessDocument } from '@bucket-inventory/core'

import { nameOfRole } from './delivery-of.ts'
import { eventRuleOf } from './notification.ts'
import { policyNameOf } from './policy-of.ts'
import { bySubject } from './preferred-documents.ts'
import { remarksOf } from './remarks-of.ts'
import { retentionRuleOf } from './retention.ts'
import { stableName } from './stable-name.ts'

/** The documents as resources of the provider `aliyun/alicloud`. */
export function renderTerraform(documents: readonly AccessDocument[]): string {
  const roles = new Set(
    documents.filter(({ kind }) => kind === 'role-trust').map(({ subject }) => subject),
  )
  const retention = documents.filter(({ kind }) => kind === 'retention')
  return [
    ...documents.flatMap((document) => resourcesOf(document, roles)),
    ...bySubject(retention).map(([bucket, rules]) => lifecycle(bucket, rules)),
  ].join('\n')
}

function resourcesOf(document: AccessDocument, roles: ReadonlySet<string>): readonly string[] {
  const { kind, subject, content } = document
  switch (kind) {
    case 'role-trust':
      return [
        resource(document, 'alicloud_ram_role', labelOf(nameOfRole(subject), subject), [
          `role_name                   = ${hcl(nameOfRole(subject))}`,
          `assume_role_policy_document = jsonencode(${hcl(content)})`,
        ]),
      ]
    case 'role-permission':
    case 'key-policy': {
      const role = roles.has(subject)
        ? `alicloud_ram_role.${labelOf(nameOfRole(subject), subject)}.role_name`
        : hcl(nameOfRole(subject))
      const label = labelOf(policyNameOf(document), subject)
      return [
        policy(document, label),
        block(`resource "alicloud_ram_role_policy_attachment" "${label}"`, [
          `policy_name = alicloud_ram_policy.${label}.policy_name`,
          'policy_type = "Custom"',
          `role_name   = ${role}`,
        ]),
      ]
    }
    case 'caller-policy':
      return [policy(document, labelOf(policyNameOf(document), subject))]
    case 'notification':
      return [notification(document)]
    // All rules of a bucket stand together.
    case 'retention':
    case 'bucket-policy':
    case 'optional-fields':
      return []
  }
}

function policy(document: AccessDocument, label: string): string {
  return resource(document, 'alicloud_ram_policy', label, [
    `policy_name     = ${hcl(policyNameOf(document))}`,
    `policy_document = jsonencode(${hcl(document.content)})`,
  ])
}

function notification(document: AccessDocument): string {
  const { rule, type, receiver, prefix } = eventRuleOf(document)
  return resource(
    document,
    'alicloud_message_service_event_rule',
    labelOf(rule, document.subject),
    [
      `rule_name   = ${hcl(rule)}`,
      'event_types = ["ObjectCreated:*"]',
      `match_rules = [[{ match_state = "true", name = "", prefix = ${hcl(prefix)}, suffix = "manifest.json" }]]`,
      block('endpoint', [
        `endpoint_type  = ${hcl(type)}`,
        `endpoint_value = ${hcl(receiver)}`,
      ]).trimEnd(),
    ],
  )
}

/** All rules of a bucket stand in one resource, which takes away those that are not in it. */
function lifecycle(bucket: string, documents: readonly AccessDocument[]): string {
  const rules = documents.map((document) => {
    const { ID, Prefix, Expiration, NoncurrentVersionExpiration } = retentionRuleOf(document)
    const noncurrent =
      NoncurrentVersionExpiration === undefined
        ? []
        : [
            block('noncurrent_version_expiration', [
              `noncurrent_days = ${hcl(String(NoncurrentVersionExpiration.NoncurrentDays))}`,
            ]).trimEnd(),
          ]
    return [
      ...remarksOf(document),
      block('rule', [
        `id     = ${hcl(ID)}`,
        `prefix = ${hcl(Prefix)}`,
        'status = "Enabled"',
        block('expiration', [`days = ${Expiration.Days}`]).trimEnd(),
        ...noncurrent,
      ]).trimEnd(),
    ].join('\n')
  })
  return `# This resource holds all lifecycle rules of the bucket: put those that it has beside these, or they are taken away.\n${block(
    `resource "alicloud_oss_bucket_lifecycle" "${labelOf(bucket, bucket)}"`,
    [`bucket = ${hcl(bucket)}`, ...rules],
  )}`
}

function resource(
  document: AccessDocument,
  type: string,
  label: string,
  lines: readonly string[],
): string {
  return `${remarksOf(document).join('\n')}\n${block(`resource "${type}" "${label}"`, lines)}`
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map(indented).join('\n')}\n}\n`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}

/** A name of Terraform's own: letters, digits and underscores. What had to be changed is told apart by what it belongs to. */
function labelOf(name: string, subject: string): string {
  const plain = name.replace(/^bucket-inventory-/, '').replaceAll(/[^A-Za-z0-9]+/g, '_')
  return `bucket_inventory_${plain.slice(0, 64)}_${stableName(`${subject} ${name}`)}`
}

/** A value in the language of Terraform: JSON is, but for two escapes and what begins a template. */
function hcl(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .replaceAll(/\\./g, (escape) => hclEscapes[escape] ?? escape)
    .replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)
}

const hclEscapes: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' }
