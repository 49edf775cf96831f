import type { Switches } from '../switches.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { invalidInventory } from './invalid-inventory.ts'

/** 2010-01-01 and 9999-12-31T23:59:59, at UTC+8. */
const earliest = 1_262_275_200
const latest = 253_402_271_999
/** 50 TiB; the documentation says 48.8 TB. */
const largest = 54_975_581_388_800
const maxPrefix = 1023

const storageClasses: readonly string[] = ['All', 'Archive', 'ColdArchive', 'IA', 'Standard']

/** Refuses what OSS refuses in a filter: numbers that are none, out of bounds or crossed, and unknown classes. */
export function checkOssFilter(filter: XmlElement, switches: Switches, now: number): void {
  checkPrefix('Filter/Prefix', textAt(filter, 'Prefix'))
  checkTimes(filter, switches, now)
  checkSizes(filter, switches)
  checkClasses(textAt(filter, 'StorageClass'), switches)
}

/** Refuses a prefix that is too long. */
export function checkPrefix(name: string, prefix = ''): void {
  if (Buffer.byteLength(prefix) > maxPrefix)
    throw invalidInventory(undefined, name, prefix, `The length of ${name} is invalid.`)
}

function checkTimes(filter: XmlElement, switches: Switches, now: number): void {
  const begin = wholeNumber(filter, 'LastModifyBeginTimeStamp', 8)
  const end = wholeNumber(filter, 'LastModifyEndTimeStamp', 23)
  const tooLate = switches.ossFutureEnd === 'reject' ? now / 1000 : latest
  if (begin !== undefined && (begin < earliest || begin > latest || begin > (end ?? latest)))
    throw invalidInventory(
      22,
      'Filter/LastModifyBeginTimeStamp',
      String(begin),
      'LastModifyBeginTimeStamp is out of range or later than LastModifyEndTimeStamp.',
    )
  if (end !== undefined && (end < earliest || end > tooLate))
    throw invalidInventory(
      23,
      'Filter/LastModifyEndTimeStamp',
      String(end),
      'LastModifyEndTimeStamp is out of range.',
    )
}

function checkSizes(filter: XmlElement, switches: Switches): void {
  const lower = wholeNumber(filter, 'LowerSizeBound', 10)
  const upper = wholeNumber(filter, 'UpperSizeBound', 11)
  const least = switches.ossZeroLowerBound === 'reject' ? 1 : 0
  if (lower !== undefined && (lower < least || lower > largest || lower > (upper ?? largest)))
    throw invalidInventory(
      25,
      'Filter/LowerSizeBound',
      String(lower),
      'LowerSizeBound is out of range or larger than UpperSizeBound.',
    )
  if (upper !== undefined && (upper < 1 || upper > largest))
    throw invalidInventory(
      undefined,
      'Filter/UpperSizeBound',
      String(upper),
      'UpperSizeBound is out of range.',
    )
}

function wholeNumber(filter: XmlElement, name: string, ec: number): number | undefined {
  const text = textAt(filter, name)
  if (text === undefined) return undefined
  if (!/^-?\d{1,18}$/.test(text))
    throw invalidInventory(ec, `Filter/${name}`, text, `${name} is not a number.`)
  return Number(text)
}

function checkClasses(text: string | undefined, switches: Switches): void {
  if (text === undefined || text === '') return
  const known =
    switches.ossDeepColdArchive === 'accept'
      ? [...storageClasses, 'DeepColdArchive']
      : storageClasses
  if (!text.split(',').every((name) => known.includes(name)))
    throw invalidInventory(26, 'Filter/StorageClass', text, 'StorageClass is invalid.')
}
