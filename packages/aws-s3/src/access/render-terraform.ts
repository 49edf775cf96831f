import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { accessTarget } from './access-target.ts'
import { groupBy } from './access-words.ts'
import { hclBlock, hclName, hclString, hclStrings, hclValue, remark } from './hcl.ts'
import { isObject, listOf } from './policy-json.ts'
import type { JsonObject } from './policy-json.ts'
import { terraformLifecycle, terraformNotification } from './terraform-rules.ts'

type Documents = readonly [AccessDocument, ...AccessDocument[]]

/** For the provider `hashicorp/aws`, version 4 or newer. What replaces a whole policy or set of rules says so. */
export function renderTerraform(documents: readonly AccessDocument[]): string {
  const names = new Map<string, Set<string>>()
  const groups = groupBy(documents, (document) =>
    JSON.stringify([placeOf(document), document.subject]),
  )
  const parts = Array.from(groups.values(), (group) => renderGroup(group, names))
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`
}

/** Documents of one place are one resource. */
function placeOf(document: AccessDocument): string {
  const target = accessTarget(document)
  return typeof target === 'string' ? document.kind : target.name
}

/** Names of rules are their own; policies of all kinds have theirs in common. */
function renderGroup(documents: Documents, names: Map<string, Set<string>>): string {
  const [{ kind, subject, content }] = documents
  const about = documents.flatMap(({ purpose, assumptions }) => [purpose, ...assumptions])
  const head = remark(...new Set(about), ...new Set(documents.map(({ reference }) => reference)))
  const isPolicy = content['Effect'] !== undefined || content['Statement'] !== undefined
  const space = isPolicy ? 'policy' : placeOf(documents[0])
  const taken = names.get(space) ?? new Set()
  names.set(space, taken)
  const name = hclName(subject.slice(subject.lastIndexOf(':') + 1), taken)
  return `${head}\n${body(documents, kind, content, subject, name)}`
}

function body(
  documents: Documents,
  kind: AccessDocument['kind'],
  content: JsonObject,
  subject: string,
  name: string,
): string {
  switch (kind) {
    case 'bucket-policy':
    case 'optional-fields':
      return [
        policyDocument(name, statementsOf(documents), 'aws_s3_bucket_policy'),
        hclBlock(`resource "aws_s3_bucket_policy" "${name}"`, [
          ['bucket', hclString(subject)],
          ['policy', `data.aws_iam_policy_document.${name}.json`],
        ]),
      ].join('\n\n')
    case 'caller-policy':
      return [
        policyDocument(name, statementsOf(documents)),
        hclBlock(`resource "aws_iam_policy" "${name}"`, [
          ['name', hclString('bucket-inventory')],
          ['policy', `data.aws_iam_policy_document.${name}.json`],
        ]),
      ].join('\n\n')
    case 'retention':
      return terraformLifecycle(name, subject, documents)
    case 'notification':
      if (content['EventPattern'] !== undefined) {
        return hclBlock(`resource "aws_cloudwatch_event_rule" "${name}"`, [
          ['name', hclValue(content['Name'])],
          ['event_pattern', `jsonencode(${hclValue(content['EventPattern'])})`],
        ])
      }
      if (content['Effect'] === undefined) return terraformNotification(name, subject, documents)
      return policyDocument(name, statementsOf(documents), `Whatever sets the policy of ${subject}`)
    case 'key-policy':
    case 'role-trust':
    case 'role-permission':
      return policyDocument(name, statementsOf(documents), 'aws_kms_key_policy')
  }
}

function statementsOf(documents: Documents): readonly JsonObject[] {
  return documents.flatMap(({ content }) =>
    content['Effect'] === undefined ? listOf(content['Statement']).filter(isObject) : [content],
  )
}

/** `whole`: what takes it, and leaves nothing else in the policy. */
function policyDocument(name: string, statements: readonly JsonObject[], whole?: string): string {
  const block = hclBlock(
    `data "aws_iam_policy_document" "${name}"`,
    [],
    [
      ...(whole === undefined
        ? []
        : [
            remark(
              `${whole} replaces the whole policy: name here what else it must hold.`,
              'source_policy_documents = [data.aws_iam_policy_document.others.json]',
            ),
          ]),
      ...statements.map(statementBlock),
    ],
  )
  // The provider makes `${` of it, and knows no escape.
  if (!block.includes('&{')) return block
  throw new InventoryError(
    'unsupported',
    'Terraform cannot write a policy that holds "&{", as the destination prefix does: take the JSON or the commands',
  )
}

function statementBlock({
  Sid,
  Effect,
  Action,
  Resource,
  Principal,
  Condition,
}: JsonObject): string {
  return hclBlock(
    'statement',
    [
      ['sid', hclValue(Sid)],
      ['effect', hclValue(Effect)],
      ['actions', texts(Action)],
      ['resources', texts(Resource)],
    ],
    [...principals(Principal), ...conditions(Condition)],
  )
}

function principals(principal: unknown): string[] {
  if (principal === undefined) return []
  const types = isObject(principal) ? Object.entries(principal) : [['*', principal] as const]
  return types.map(([type, identifiers]) =>
    hclBlock('principals', [
      ['type', hclString(type)],
      ['identifiers', texts(identifiers)],
    ]),
  )
}

function conditions(condition: unknown): string[] {
  if (!isObject(condition)) return []
  return Object.entries(condition).flatMap(([test, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([variable, values]) =>
      hclBlock('condition', [
        ['test', hclString(test)],
        ['variable', hclString(variable)],
        ['values', texts(values)],
      ]),
    ),
  )
}

function texts(value: unknown): string {
  return hclStrings(listOf(value).map(String))
}
