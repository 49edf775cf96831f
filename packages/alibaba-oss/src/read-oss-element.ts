import { InventoryError } from '@bucket-inventory/core'
import type { ElementReader } from '@bucket-inventory/xml'

import { normaliseOssFilter } from './normalise-oss-filter.ts'
import type {
  OssBucketDestination,
  OssConfiguration,
  OssEncryption,
  OssFields,
  OssIncremental,
  OssSchedule,
} from './oss-configuration.ts'

/** The last second of the year 9999. */
const lastSecond = 253_402_300_799

/** Reads one `InventoryConfiguration`, alone or of a list. Rejects with `protocol`, naming the element. */
export function readOssElement(element: ElementReader): OssConfiguration {
  const filter = readFilter(element.child('Filter'))
  const destination = childOf(childOf(element, 'Destination'), 'OSSBucketDestination')
  const fields = readFields(element)
  const incremental = element.child('IncrementalInventory')
  const known: OssConfiguration = {
    Id: textOf(element, 'Id'),
    IsEnabled: booleanOf(element, 'IsEnabled') ?? missing(element, 'IsEnabled'),
    ...(filter === undefined ? {} : { Filter: filter }),
    Destination: { OSSBucketDestination: readDestination(destination) },
    Schedule: readSchedule(childOf(element, 'Schedule')),
    IncludedObjectVersions: textOf(element, 'IncludedObjectVersions'),
    ...(fields === undefined ? {} : { OptionalFields: fields }),
    ...(incremental === undefined ? {} : { IncrementalInventory: readIncremental(incremental) }),
  }
  const remainder = element.remainder()
  return remainder === undefined ? known : { ...known, remainder }
}

function readFilter(element: ElementReader | undefined) {
  if (element === undefined) return undefined
  const prefix = element.text('Prefix')
  const begin = numberOf(element, 'LastModifyBeginTimeStamp', lastSecond)
  const end = numberOf(element, 'LastModifyEndTimeStamp', lastSecond)
  const lower = numberOf(element, 'LowerSizeBound')
  const upper = numberOf(element, 'UpperSizeBound')
  const classes = element.text('StorageClass')
  return normaliseOssFilter({
    ...(prefix === undefined ? {} : { Prefix: prefix }),
    ...(begin === undefined ? {} : { LastModifyBeginTimeStamp: begin }),
    ...(end === undefined ? {} : { LastModifyEndTimeStamp: end }),
    ...(lower === undefined ? {} : { LowerSizeBound: lower }),
    ...(upper === undefined ? {} : { UpperSizeBound: upper }),
    ...(classes === undefined ? {} : { StorageClass: classes }),
  })
}

function readDestination(element: ElementReader): OssBucketDestination {
  const prefix = element.text('Prefix')
  const encryption = readEncryption(element.child('Encryption'))
  return {
    Format: textOf(element, 'Format'),
    AccountId: textOf(element, 'AccountId'),
    RoleArn: textOf(element, 'RoleArn'),
    Bucket: textOf(element, 'Bucket'),
    ...(prefix === undefined || prefix === '' ? {} : { Prefix: prefix }),
    ...(encryption === undefined ? {} : { Encryption: encryption }),
  }
}

/** An element without either is none: ali-oss always sends an empty one. */
function readEncryption(element: ElementReader | undefined): OssEncryption | undefined {
  const kms = element?.child('SSE-KMS')
  const managed = element?.child('SSE-OSS')
  if (element === undefined) return undefined
  if (kms !== undefined && managed !== undefined) {
    throw new InventoryError('protocol', `${element.path} holds both SSE-OSS and SSE-KMS`)
  }
  if (managed !== undefined) return { 'SSE-OSS': '' }
  if (kms === undefined) return undefined
  const keyId = kms.text('KeyId')
  return { 'SSE-KMS': keyId === undefined || keyId === '' ? {} : { KeyId: keyId } }
}

function readSchedule(element: ElementReader): OssSchedule {
  const day = numberOf(element, 'DayOfMonth', 31)
  const autoDelete = booleanOf(element, 'AutoDelete')
  return {
    Frequency: textOf(element, 'Frequency'),
    ...(day === undefined || day === 0 ? {} : { DayOfMonth: day }),
    ...(autoDelete === undefined ? {} : { AutoDelete: autoDelete }),
  }
}

function readIncremental(element: ElementReader): OssIncremental {
  const seconds = numberOf(element.child('Schedule'), 'Frequency')
  const fields = readFields(element)
  return {
    IsEnabled: booleanOf(element, 'IsEnabled') ?? missing(element, 'IsEnabled'),
    ...(seconds === undefined || seconds === 0 ? {} : { Schedule: { Frequency: seconds } }),
    ...(fields === undefined ? {} : { OptionalFields: fields }),
  }
}

function readFields(element: ElementReader): OssFields | undefined {
  const fields = (element.child('OptionalFields')?.texts('Field') ?? []).filter(
    (field) => field !== '',
  )
  return fields.length === 0 ? undefined : { Field: fields }
}

function childOf(element: ElementReader, name: string): ElementReader {
  return element.child(name) ?? missing(element, name)
}

function textOf(element: ElementReader, name: string): string {
  const text = element.text(name)
  return text === undefined || text === '' ? missing(element, name) : text
}

/** A whole number, `undefined` where there is none or the element is empty. */
function numberOf(
  element: ElementReader | undefined,
  name: string,
  largest = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = element?.text(name)?.trim()
  if (element === undefined || text === undefined || text === '') return undefined
  const number = /^\d+$/.test(text) ? Number(text) : Infinity
  if (number > largest) throw odd(element, name, text, `a whole number up to ${largest}`)
  return number
}

/** Python clients write `True`. */
function booleanOf(element: ElementReader, name: string): boolean | undefined {
  const text = element.text(name)?.trim()
  switch (text?.toLowerCase()) {
    case undefined:
    case '':
      return undefined
    case 'true':
      return true
    case 'false':
      return false
    default:
      throw odd(element, name, text ?? '', 'true or false')
  }
}

function missing(element: ElementReader, name: string): never {
  throw new InventoryError('protocol', `${element.path} has no <${name}>`)
}

function odd(element: ElementReader, name: string, text: string, expected: string): InventoryError {
  return new InventoryError(
    'protocol',
    `${element.path}/${name} is ${JSON.stringify(text.slice(0, 80))}, not ${expected}`,
  )
}
