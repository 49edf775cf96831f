import { fitShape, withoutEmpty } from '../inventories/shape.ts'
import type { Switches } from '../switches.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { checkOssDestination } from './check-oss-destination.ts'
import { checkOssFilter } from './check-oss-filter.ts'
import { checkOssSchedule } from './check-oss-schedule.ts'
import { invalidInventory } from './invalid-inventory.ts'
import { ossError } from './oss-error.ts'
import {
  ossAccessFields,
  ossFields,
  ossIncrementalFields,
  ossInventoryShape,
} from './oss-inventory-shape.ts'

/** Reads the document of a put as OSS does, and refuses what OSS refuses, with its numbers. */
export function readOssInventory(exchange: Exchange, bucket: Bucket): XmlElement {
  const { emulation, request } = exchange
  const { switches } = emulation
  const understood = fit(request.body, switches)
  checkId(textAt(understood, 'Id'), request.query.get('inventoryId') ?? '')
  checkEnabled(textAt(understood, 'IsEnabled'))
  const filter = childOf(understood, 'Filter')
  if (filter !== undefined) checkOssFilter(filter, switches, emulation.now())
  const destination = elementAt(understood, 'Destination', 'OSSBucketDestination')
  checkOssDestination(exchange, bucket, destination)
  checkOssSchedule(childOf(understood, 'Schedule'), bucket.region, switches)
  checkVersions(textAt(understood, 'IncludedObjectVersions'), bucket, switches)
  checkFields(understood, switches, allowedFields(switches))
  checkIncremental(childOf(understood, 'IncrementalInventory'), switches)
  return understood
}

function fit(document: Buffer, switches: Switches): XmlElement {
  const root = readXml(document, 'InventoryConfiguration')
  const fitted = fitShape(root, ossInventoryShape, switches.unknownElements)
  return switches.ossEmptyElements === 'drop' ? withoutEmpty(fitted, optionalContainers) : fitted
}

const optionalContainers: ReadonlySet<string> = new Set(['Encryption', 'OptionalFields'])

function checkId(id: string | undefined, asked: string): void {
  if (id === undefined) throw invalidInventory(5, 'Id', undefined, 'The Id is missing.')
  if (id === '' || id.length > 192) throw invalidInventory(44, 'Id', id, 'The Id is invalid.')
  if (id !== asked)
    throw invalidInventory(43, 'inventoryId', asked, 'The inventoryId does not match the Id.')
}

function checkEnabled(enabled: string | undefined): void {
  if (enabled === undefined)
    throw invalidInventory(7, 'IsEnabled', undefined, 'IsEnabled is missing.')
  // oss2 sends Python's `True`, which the service takes.
  if (!isBoolean(enabled)) throw invalidInventory(6, 'IsEnabled', enabled, 'IsEnabled is invalid.')
}

function isBoolean(text: string): boolean {
  return /^(true|false)$/i.test(text)
}

function checkVersions(versions: string | undefined, bucket: Bucket, switches: Switches): void {
  if (versions !== 'All' && versions !== 'Current')
    throw invalidInventory(
      37,
      'IncludedObjectVersions',
      versions,
      'IncludedObjectVersions is invalid.',
    )
  if (versions === 'All' && bucket.versioning === 'never' && switches.ossAllVersions === 'reject')
    throw invalidInventory(
      45,
      'IncludedObjectVersions',
      versions,
      'The bucket does not have versioning enabled.',
    )
}

function allowedFields({ ossAccessFields: access }: Switches): readonly string[] {
  return access === 'accept' ? [...ossFields, ...ossAccessFields] : ossFields
}

function checkFields(element: XmlElement, switches: Switches, allowed: readonly string[]): void {
  if (switches.unknownFields === 'accept') return
  for (const field of textsOf(childOf(element, 'OptionalFields'), 'Field'))
    if (!allowed.includes(field))
      throw invalidInventory(36, 'OptionalFields/Field', field, 'OptionalFields is invalid.')
}

function checkIncremental(incremental: XmlElement | undefined, switches: Switches): void {
  if (incremental === undefined) return
  if (switches.ossIncremental === 'disabled')
    throw ossError('AccessDenied', { message: 'Incremental Inventory is disabled.' })
  const enabled = textAt(incremental, 'IsEnabled')
  const frequency = textAt(incremental, 'Schedule', 'Frequency')
  if (enabled === undefined || !isBoolean(enabled) || frequency !== '600')
    throw invalidInventory(
      undefined,
      'IncrementalInventory',
      frequency,
      'IncrementalInventory is invalid.',
    )
  checkFields(incremental, switches, ossIncrementalFields)
}
