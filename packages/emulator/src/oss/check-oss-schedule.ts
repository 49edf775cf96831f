import type { Switches } from '../switches.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { invalidInventory } from './invalid-inventory.ts'

/**
 * Regions that are said to have no monthly inventories: Zhangjiakou, Zhongwei, Virginia, Silicon Valley, Mexico, and
 * what is for finance or government. Paris is named too, but not by its id.
 */
const withoutMonthly: ReadonlySet<string> = new Set([
  'cn-zhangjiakou',
  'cn-zhongwei',
  'us-east-1',
  'us-west-1',
  'na-south-1',
])

/** Refuses what OSS refuses in a schedule. */
export function checkOssSchedule(
  schedule: XmlElement | undefined,
  region: string,
  switches: Switches,
): void {
  const at = (name: string): string | undefined =>
    schedule === undefined ? undefined : textAt(schedule, name)
  const [frequency, day, autoDelete] = ['Frequency', 'DayOfMonth', 'AutoDelete'].map(at)
  if (frequency === undefined)
    throw invalidInventory(17, 'Schedule/Frequency', undefined, 'The Frequency is missing.')
  if (!['Daily', 'Weekly', 'Monthly', 'Once'].includes(frequency))
    throw invalid('Frequency', frequency)
  if (frequency === 'Monthly' && switches.ossMonthly === 'by-region' && lacksMonthly(region))
    throw invalid('Frequency', frequency)
  if (day !== undefined && (frequency !== 'Monthly' || !/^([1-9]|[12]\d|3[01])$/.test(day)))
    throw invalid('DayOfMonth', day)
  if (autoDelete !== undefined && (frequency !== 'Once' || !/^(true|false)$/i.test(autoDelete)))
    throw invalid('AutoDelete', autoDelete)
}

function lacksMonthly(region: string): boolean {
  return withoutMonthly.has(region) || /finance|gov/.test(region)
}

function invalid(name: string, value: string): Error {
  return invalidInventory(undefined, `Schedule/${name}`, value, `The ${name} is invalid.`)
}
