import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { ossError } from './oss-error.ts'

/**
 * Refuses rules of which two do the same to one object, unless that is `allowed`; what aborts uploads may never overlap.
 * Rules with other tags are about other objects.
 * https://www.alibabacloud.com/help/en/oss/support/0014-00000084
 */
export function checkOssLifecycleOverlap(rules: readonly XmlElement[], allowed: boolean): void {
  for (const [index, rule] of rules.entries())
    for (const other of rules.slice(index + 1)) {
      if (!isOfSame(rule, other)) continue
      if (!allowed && textAt(rule, 'Prefix') === textAt(other, 'Prefix'))
        throw ossError('InvalidRequest', {
          message: 'Found same prefix in different rules',
          ec: '0014-00000085',
        })
      const action = actionsOf(rule).find((name) => actionsOf(other).includes(name))
      if (action !== undefined && (!allowed || action === 'AbortMultipartUpload'))
        throw ossError('InvalidRequest', {
          message: `Overlap for same action type ${action.split(' ')[0] ?? ''}`,
          ec: '0014-00000084',
        })
    }
}

function isOfSame(left: XmlElement, right: XmlElement): boolean {
  const [one, other] = [textAt(left, 'Prefix') ?? '', textAt(right, 'Prefix') ?? '']
  if (!one.startsWith(other) && !other.startsWith(one)) return false
  const [tags, others] = [tagsOf(left), tagsOf(right)]
  return tags.every((tag) => others.includes(tag)) || others.every((tag) => tags.includes(tag))
}

function tagsOf({ children = [] }: XmlElement): readonly string[] {
  return children
    .filter(({ name }) => name === 'Tag')
    .map((tag) => JSON.stringify([textAt(tag, 'Key'), textAt(tag, 'Value')]))
}

/** What a rule does; to move to another class is something else. */
function actionsOf({ children = [] }: XmlElement): readonly string[] {
  return children
    .filter(({ name }) => /Expiration$|Transition$|^AbortMultipartUpload$/.test(name))
    .map((action) => `${action.name} ${textAt(action, 'StorageClass') ?? ''}`.trim())
}
