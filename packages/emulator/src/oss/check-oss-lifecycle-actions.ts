import { MalformedXmlError } from '../xml/read-xml.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { ossError } from './oss-error.ts'

/** Refuses a lifecycle rule that does nothing, at no time that there is, or in an order that cannot be. */
export function checkOssLifecycleActions(rule: XmlElement): void {
  const actions = (rule.children ?? []).filter(({ name }) => checks.has(name))
  if (actions.length === 0) throw new MalformedXmlError()
  for (const action of actions) checks.get(action.name)?.(action)
  checkOrder(rule)
}

const checks: ReadonlyMap<string, (action: XmlElement) => void> = new Map([
  [
    'Expiration',
    (action) => {
      const marker = textAt(action, 'ExpiredObjectDeleteMarker')
      if (marker !== undefined && !/^(?:true|false)$/.test(marker)) throw new MalformedXmlError()
      checkTime(action, marker === 'true')
    },
  ],
  [
    'Transition',
    (action) => {
      checkTime(action)
      checkClass(action)
    },
  ],
  ['AbortMultipartUpload', (action) => checkTime(action)],
  ['NoncurrentVersionExpiration', (action) => checkDays(action, 'NoncurrentDays')],
  [
    'NoncurrentVersionTransition',
    (action) => {
      checkDays(action, 'NoncurrentDays')
      checkClass(action)
    },
  ],
])

/** Either of two ways to say when, or neither where it is said otherwise. */
function checkTime(action: XmlElement, isSaidOtherwise = false): void {
  const date = textAt(action, 'CreatedBeforeDate')
  const ways = [childOf(action, 'Days'), date].filter((way) => way !== undefined)
  if (ways.length !== (isSaidOtherwise ? 0 : 1)) throw new MalformedXmlError()
  if (date === undefined) {
    if (!isSaidOtherwise) checkDays(action, 'Days')
  } else if (!/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(date) || Number.isNaN(Date.parse(date)))
    throw invalid(action, 'CreatedBeforeDate', date, 'must be at midnight UTC')
}

function checkDays(action: XmlElement, name: string): void {
  const days = textAt(action, name)
  if (days === undefined) throw new MalformedXmlError()
  if (!/^[1-9]\d{0,8}$/.test(days)) throw invalid(action, name, days, 'must be a positive integer')
}

function checkClass(action: XmlElement): void {
  const storageClass = textAt(action, 'StorageClass')
  if (!['Archive', 'ColdArchive', 'DeepColdArchive', 'IA'].includes(storageClass ?? ''))
    throw new MalformedXmlError()
}

/** What is deleted must have been moved before. https://www.alibabacloud.com/help/en/oss/support/0014-00000082 */
function checkOrder(rule: XmlElement): void {
  const deleted = daysOf(childOf(rule, 'Expiration'))
  for (const moved of (rule.children ?? []).filter(({ name }) => name === 'Transition'))
    if (daysOf(moved) >= deleted)
      throw ossError('InvalidRequest', {
        message: 'The days of Expiration must be greater than those of Transition',
        ec: '0014-00000082',
      })
}

/** No number where it is not said in days. */
function daysOf(action: XmlElement | undefined): number {
  return Number((action === undefined ? undefined : textAt(action, 'Days')) ?? Number.NaN)
}

function invalid({ name }: XmlElement, argument: string, value: string, what: string): Error {
  return ossError('InvalidArgument', {
    message: `'${argument}' in ${name} action ${what}`,
    details: { ArgumentName: argument, ArgumentValue: value },
  })
}
