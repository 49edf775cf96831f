import type { AccessDocument } from '@bucket-inventory/core'
import { writeDocument } from '@bucket-inventory/xml'

import { nameOfRole } from './delivery-of.ts'
import { lifecycleRuleXml } from './lifecycle-rule-xml.ts'
import { policyNameOf } from './policy-of.ts'
import { bySubject } from './preferred-documents.ts'
import { remarksOf } from './remarks-of.ts'
import { retentionRuleOf } from './retention.ts'

/** The documents as commands of `aliyun`, for any POSIX shell. Rules of a bucket are merged into those that it has. */
export function renderCommands(documents: readonly AccessDocument[]): string {
  const retention = documents.filter(({ kind }) => kind === 'retention')
  const blocks = [
    ...documents.flatMap((document) => {
      const commands = commandsOf(document)
      return commands.length === 0 ? [] : [[...remarksOf(document), ...commands]]
    }),
    ...bySubject(retention).map(([bucket, rules]) => lifecycle(bucket, rules)),
  ]
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function commandsOf(document: AccessDocument): readonly string[] {
  const { kind, subject, content } = document
  switch (kind) {
    case 'role-trust':
      return [
        command('ram', 'CreateRole', {
          RoleName: nameOfRole(subject),
          AssumeRolePolicyDocument: JSON.stringify(content),
        }),
      ]
    case 'role-permission':
    case 'key-policy':
      return [
        policy(document),
        command('ram', 'AttachPolicyToRole', {
          PolicyType: 'Custom',
          PolicyName: policyNameOf(document),
          RoleName: nameOfRole(subject),
        }),
      ]
    case 'caller-policy':
      return [policy(document)]
    case 'notification':
      return [
        command(
          'mns-open',
          'CreateEventRule',
          Object.fromEntries(
            Object.entries(content).map(([name, value]) => [
              name,
              typeof value === 'string' ? value : JSON.stringify(value),
            ]),
          ),
        ),
      ]
    // All rules of a bucket stand together.
    case 'retention':
    case 'bucket-policy':
    case 'optional-fields':
      return []
  }
}

function policy(document: AccessDocument): string {
  return command('ram', 'CreatePolicy', {
    PolicyName: policyNameOf(document),
    PolicyDocument: JSON.stringify(document.content),
  })
}

/** A put replaces all rules of the bucket: ours go beside them. */
function lifecycle(bucket: string, documents: readonly AccessDocument[]): readonly string[] {
  const file = `lifecycle-of-${bucket}.xml`
  const root = 'LifecycleConfiguration'
  const rules = documents
    .map((document) => writeDocument('Rule', lifecycleRuleXml(retentionRuleOf(document))))
    .map((text) => text.slice(text.indexOf('<Rule>')))
    .join('')
  const script = `s|</${root}>|${rules.replaceAll(/[\\&|]/g, String.raw`\$&`)}</${root}>|`
  return [
    ...documents.flatMap(remarksOf),
    `# Where the bucket has no rules yet, the first command fails: begin with a file of <${root}></${root}> then.`,
    `aliyun oss lifecycle --method get ${quoted(`oss://${bucket}`)} ${quoted(file)} &&`,
    `  sed ${quoted(script)} ${quoted(file)} > ${quoted(`new-${file}`)} &&`,
    `  aliyun oss lifecycle --method put ${quoted(`oss://${bucket}`)} ${quoted(`new-${file}`)}`,
  ]
}

function command(
  product: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
): string {
  return [
    `aliyun ${product} ${action}`,
    ...Object.entries(parameters).map(([name, value]) => `--${name} ${quoted(value)}`),
  ].join(' \\\n  ')
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
