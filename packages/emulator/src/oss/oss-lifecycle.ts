import { randomUUID } from 'node:crypto'

import { fitShape } from '../inventories/shape.ts'
import type { Shape } from '../inventories/shape.ts'
import type { Exchange } from '../wire/dialect.ts'
import { headerOf } from '../wire/wire-request.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { checkOssLifecycleActions } from './check-oss-lifecycle-actions.ts'
import { checkOssLifecycleOverlap } from './check-oss-lifecycle-overlap.ts'
import { ossError } from './oss-error.ts'
import type { OssSetting } from './oss-setting.ts'

/**
 * What a bucket does to objects by their age. It is kept; nothing is done.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
 */
export const ossLifecycle: OssSetting = {
  name: 'lifecycle',
  title: 'Lifecycle',
  root: 'LifecycleConfiguration',
  read,
  missing: 'NoSuchLifecycle',
}

const maxRules = 1000

const tag = { Key: 'text', Value: 'text' } as const
const transition = {
  StorageClass: 'text',
  IsAccessTime: 'text',
  ReturnToStdWhenVisit: 'text',
  AllowSmallFile: 'text',
} as const

const shape: Shape = {
  Rule: [
    {
      ID: 'text',
      Prefix: 'text',
      Status: 'text',
      Tag: [tag],
      Filter: {
        ObjectSizeGreaterThan: 'text',
        ObjectSizeLessThan: 'text',
        Not: { Prefix: 'text', Tag: tag },
      },
      Expiration: { Days: 'text', CreatedBeforeDate: 'text', ExpiredObjectDeleteMarker: 'text' },
      Transition: [{ Days: 'text', CreatedBeforeDate: 'text', ...transition }],
      AbortMultipartUpload: { Days: 'text', CreatedBeforeDate: 'text' },
      NoncurrentVersionExpiration: { NoncurrentDays: 'text' },
      NoncurrentVersionTransition: [{ NoncurrentDays: 'text', ...transition }],
    },
  ],
}

function read(document: XmlElement, { request }: Exchange): XmlElement {
  const { name, children = [] } = fitShape(document, shape, 'reject')
  if (children.length === 0 || children.length > maxRules) throw new MalformedXmlError()
  const rules = children.map(readRule)
  const ids = rules.map((rule) => textAt(rule, 'ID'))
  if (new Set(ids).size < ids.length)
    throw ossError('InvalidArgument', { message: 'Rule ID must be unique.' })
  const allowed = headerOf(request, 'x-oss-allow-same-action-overlap') === 'true'
  checkOssLifecycleOverlap(rules, allowed)
  return { name, children: rules }
}

/** A rule without an id gets one; one without a prefix is of all objects. */
function readRule(rule: XmlElement): XmlElement {
  const status = textAt(rule, 'Status')
  if (status !== 'Enabled' && status !== 'Disabled') throw new MalformedXmlError()
  const text = textAt(rule, 'ID') ?? ''
  if (text.length > 255)
    throw ossError('InvalidArgument', {
      message: 'The length of the ID is invalid.',
      details: { ArgumentName: 'ID', ArgumentValue: text },
    })
  checkOssLifecycleActions(rule)
  const rest = (rule.children ?? []).filter(({ name }) => name !== 'ID' && name !== 'Prefix')
  const id = { name: 'ID', text: text === '' ? randomUUID() : text }
  const prefix = { name: 'Prefix', text: textAt(rule, 'Prefix') ?? '' }
  return { name: 'Rule', children: [id, prefix, ...rest] }
}
