import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import { invalidArgument } from './invalid-argument.ts'
import { s3Error } from './s3-error.ts'

/** Refuses a lifecycle rule that does nothing, or at no time that there is. */
export function checkLifecycleActions(rule: XmlElement): void {
  const actions = (rule.children ?? []).filter(({ name }) => checks.has(name))
  if (actions.length === 0)
    throw s3Error('InvalidRequest', {
      message: 'At least one action needs to be specified in a rule',
    })
  for (const action of actions) checks.get(action.name)?.(action)
}

const checks: ReadonlyMap<string, (action: XmlElement) => void> = new Map([
  [
    'Expiration',
    (action) => {
      const marker = textAt(action, 'ExpiredObjectDeleteMarker')
      if (marker !== undefined && !/^(?:true|false)$/i.test(marker)) throw new MalformedXmlError()
      checkOneOf(action, ['Date', 'Days', 'ExpiredObjectDeleteMarker'])
      checkTime(action)
    },
  ],
  [
    'Transition',
    (action) => {
      checkOneOf(action, ['Date', 'Days'])
      checkClass(action)
      checkTime(action, 0)
    },
  ],
  ['NoncurrentVersionExpiration', (action) => checkDays(action, 'NoncurrentDays')],
  [
    'NoncurrentVersionTransition',
    (action) => {
      checkClass(action)
      checkDays(action, 'NoncurrentDays', 0)
    },
  ],
  ['AbortIncompleteMultipartUpload', (action) => checkDays(action, 'DaysAfterInitiation')],
])

const storageClasses: ReadonlySet<string> = new Set([
  'DEEP_ARCHIVE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'STANDARD_IA',
])

function checkOneOf(action: XmlElement, names: readonly string[]): void {
  if (names.filter((name) => childOf(action, name) !== undefined).length !== 1)
    throw new MalformedXmlError()
}

function checkClass(action: XmlElement): void {
  if (!storageClasses.has(textAt(action, 'StorageClass') ?? '')) throw new MalformedXmlError()
}

function checkTime(action: XmlElement, least = 1): void {
  if (childOf(action, 'Days') !== undefined) checkDays(action, 'Days', least)
  const date = textAt(action, 'Date')
  if (date === undefined) return
  const time = Date.parse(date)
  if (Number.isNaN(time)) throw new MalformedXmlError()
  if (time % 86_400_000 !== 0) throw invalidArgument("'Date' must be at midnight GMT")
}

function checkDays(action: XmlElement, name: string, least = 1): void {
  const days = textAt(action, name)
  if (days === undefined || !/^-?\d+$/.test(days)) throw new MalformedXmlError()
  if (Number(days) < least)
    throw invalidArgument(
      least === 0
        ? `'${name}' in ${action.name} action must be nonnegative`
        : `'${name}' for ${action.name} action must be a positive integer`,
    )
}
