import { randomUUID } from 'node:crypto'

import { fitShape } from '../inventories/shape.ts'
import type { Shape } from '../inventories/shape.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { SettingDialect } from './bucket-setting.ts'
import { checkLifecycleActions } from './check-lifecycle-actions.ts'
import { invalidArgument } from './invalid-argument.ts'
import { s3Error } from './s3-error.ts'

/**
 * What a bucket does to objects by their age. It is kept; nothing is done.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const s3Lifecycle: SettingDialect = {
  name: 'lifecycle',
  query: 'lifecycle',
  operations: {
    put: 'PutBucketLifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
  },
  root: 'LifecycleConfiguration',
  read,
  whenNone: 'NoSuchLifecycleConfiguration',
  headers: { 'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K' },
}

const maxRules = 1000

const tag = { Key: 'text', Value: 'text' } as const
const sizes = { ObjectSizeGreaterThan: 'text', ObjectSizeLessThan: 'text' } as const

const shape: Shape = {
  Rule: [
    {
      ID: 'text',
      Prefix: 'text',
      Filter: { And: { Prefix: 'text', Tag: [tag], ...sizes }, Prefix: 'text', Tag: tag, ...sizes },
      Status: 'text',
      Expiration: { Date: 'text', Days: 'text', ExpiredObjectDeleteMarker: 'text' },
      Transition: [{ Date: 'text', Days: 'text', StorageClass: 'text' }],
      NoncurrentVersionExpiration: { NewerNoncurrentVersions: 'text', NoncurrentDays: 'text' },
      NoncurrentVersionTransition: [
        { NewerNoncurrentVersions: 'text', NoncurrentDays: 'text', StorageClass: 'text' },
      ],
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 'text' },
    },
  ],
}

function read(document: XmlElement): XmlElement {
  const { name, children = [] } = fitShape(document, shape, 'reject')
  if (children.length === 0 || children.length > maxRules) throw new MalformedXmlError()
  const rules = children.map(readRule)
  const ids = rules.map((rule) => textAt(rule, 'ID'))
  if (new Set(ids).size < ids.length)
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule')
  const filtered = rules.filter((rule) => childOf(rule, 'Filter') !== undefined)
  if (filtered.length > 0 && filtered.length < rules.length)
    throw s3Error('InvalidRequest', {
      message: 'Filter element can only be used in Lifecycle V2.',
    })
  return { name, children: rules }
}

/** A rule without an id gets one. */
function readRule(rule: XmlElement): XmlElement {
  const [prefix, filter] = [childOf(rule, 'Prefix'), childOf(rule, 'Filter')]
  if ((prefix === undefined) === (filter === undefined)) throw new MalformedXmlError()
  if (filter !== undefined) checkFilter(filter)
  const status = textAt(rule, 'Status')
  if (status !== 'Enabled' && status !== 'Disabled') throw new MalformedXmlError()
  const text = textAt(rule, 'ID') ?? ''
  if (text.length > 255)
    throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', text)
  checkLifecycleActions(rule)
  const rest = (rule.children ?? []).filter(({ name }) => name !== 'ID')
  const id = { name: 'ID', text: text === '' ? randomUUID() : text }
  return { name: 'Rule', children: [id, ...rest] }
}

/** One predicate, or several in an `And`; none is every object. */
function checkFilter(filter: XmlElement): void {
  const predicates = filter.children ?? []
  if (predicates.length > 1) throw new MalformedXmlError()
  const [predicate] = predicates
  if (predicate?.name === 'And' && (predicate.children ?? []).length < 2)
    throw new MalformedXmlError()
}
