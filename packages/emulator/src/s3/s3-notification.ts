import { randomUUID } from 'node:crypto'

import { fitShape } from '../inventories/shape.ts'
import type { Shape } from '../inventories/shape.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import type { SettingDialect } from './bucket-setting.ts'
import { invalidArgument } from './invalid-argument.ts'

/**
 * Where a bucket announces what happens in it. It is kept; nothing is announced, and whether there is such a destination, and it
 * may be sent to, is not looked at.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export const s3Notification: SettingDialect = {
  name: 'notification',
  query: 'notification',
  operations: {
    put: 'PutBucketNotificationConfiguration',
    get: 'GetBucketNotificationConfiguration',
  },
  root: 'NotificationConfiguration',
  read,
  whenNone: { name: 'NotificationConfiguration' },
}

const common = {
  Event: 'texts',
  Filter: { S3Key: { FilterRule: [{ Name: 'text', Value: 'text' }] } },
} as const

const shape: Shape = {
  TopicConfiguration: [{ Id: 'text', Topic: 'text', ...common }],
  QueueConfiguration: [{ Id: 'text', Queue: 'text', ...common }],
  CloudFunctionConfiguration: [{ Id: 'text', CloudFunction: 'text', ...common }],
  EventBridgeConfiguration: {},
}

/** By the name of an entry: the element of its destination, and the service that this is of. */
const destinations: ReadonlyMap<string, readonly [element: string, service: string]> = new Map([
  ['TopicConfiguration', ['Topic', 'sns']],
  ['QueueConfiguration', ['Queue', 'sqs']],
  ['CloudFunctionConfiguration', ['CloudFunction', 'lambda']],
])

function read(document: XmlElement): XmlElement {
  const { name, children = [] } = fitShape(document, shape, 'reject')
  const entries = children.map(readEntry)
  const ids = entries.flatMap((entry) => textAt(entry, 'Id') ?? [])
  if (new Set(ids).size < ids.length)
    throw invalidArgument('Same ID used for multiple configurations. IDs must be unique')
  for (const [index, entry] of entries.entries())
    if (entries.slice(0, index).some((other) => overlap(entry, other)))
      throw invalidArgument(
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
      )
  return { name, children: entries }
}

/** An entry without an id gets one. */
function readEntry(entry: XmlElement): XmlElement {
  const [element, service] = destinations.get(entry.name) ?? []
  if (element === undefined || service === undefined) return entry
  const arn = textAt(entry, element)
  const events = textsOf(entry, 'Event')
  if (arn === undefined || events.length === 0) throw new MalformedXmlError()
  if (!new RegExp(`^arn:aws(?:-[a-z-]+)?:${service}:[^:]+:\\d{12}:.+$`).test(arn))
    throw invalidArgument('The ARN is not well formed', element, arn)
  for (const event of events)
    if (!/^s3:[A-Za-z]+(?::(?:[A-Za-z]+|\*))?$/.test(event))
      throw invalidArgument('The event is not supported for notifications', 'Event', event)
  const rest = (entry.children ?? []).filter(({ name }) => name !== 'Id')
  const text = textAt(entry, 'Id') ?? ''
  const id = { name: 'Id', text: text === '' ? randomUUID() : text }
  return { name: entry.name, children: [id, ...rest.map(readFilter)] }
}

/** S3 writes the names of its rules with a capital, however they came: https://github.com/aws/aws-sdk/issues/389 */
function readFilter(element: XmlElement): XmlElement {
  if (element.name !== 'Filter') return element
  const rules = (elementAt(element, 'S3Key')?.children ?? []).map((rule) => {
    const name = textAt(rule, 'Name')?.toLowerCase()
    if (name !== 'prefix' && name !== 'suffix')
      throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name')
    const value = childOf(rule, 'Value') ?? { name: 'Value' }
    const text = name === 'prefix' ? 'Prefix' : 'Suffix'
    return { name: 'FilterRule', children: [{ name: 'Name', text }, value] }
  })
  const names = rules.map((rule) => textAt(rule, 'Name'))
  if (new Set(names).size < names.length)
    throw invalidArgument(
      'Cannot specify more than one prefix rule or suffix rule in a filter.',
      'FilterRule.Name',
    )
  return { name: 'Filter', children: [{ name: 'S3Key', children: rules }] }
}

/** Whether two entries could tell of one event: one of an object that both their prefixes and both their suffixes let through. */
function overlap(one: XmlElement, other: XmlElement): boolean {
  const isShared = (event: string): boolean =>
    textsOf(other, 'Event').some((another) => covers(event, another) || covers(another, event))
  if (!textsOf(one, 'Event').some(isShared)) return false
  const [prefix, otherPrefix] = [filterOf(one, 'Prefix'), filterOf(other, 'Prefix')]
  const [suffix, otherSuffix] = [filterOf(one, 'Suffix'), filterOf(other, 'Suffix')]
  return (
    (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
    (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
  )
}

function covers(pattern: string, event: string): boolean {
  return pattern === event || (pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1)))
}

function filterOf(entry: XmlElement, name: 'Prefix' | 'Suffix'): string {
  const rules = elementAt(entry, 'Filter', 'S3Key')?.children ?? []
  const rule = rules.find((candidate) => textAt(candidate, 'Name') === name)
  return rule === undefined ? '' : (textAt(rule, 'Value') ?? '')
}
