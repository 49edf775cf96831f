import { InventoryError } from '@bucket-inventory/core'
import type { Page, Problem, UnreadableEntry } from '@bucket-inventory/core'
import { readDocument, readInventoryPage, writeDocument } from '@bucket-inventory/xml'
import type { XmlContent } from '@bucket-inventory/xml'

import { normaliseOssFilter } from './normalise-oss-filter.ts'
import type { OssConfiguration, OssEncryption, OssFields } from './oss-configuration.ts'
import { readOssElement } from './read-oss-element.ts'

const root = 'InventoryConfiguration'

/**
 * The document that goes on the wire. Rejects with `invalid-configuration`, naming everything at once, what the service
 * would refuse or read as something else: an empty id or other required text, both encryptions, text that XML cannot hold.
 */
export function writeOssDocument(native: OssConfiguration): string {
  refuseInvalid(native)
  const { remainder } = native
  return writeDocument(root, toOssElements(native), remainder === undefined ? {} : { remainder })
}

/** The elements of the document, without what is kept beside them. */
export function toOssElements(native: OssConfiguration): XmlContent {
  const { Schedule, IncrementalInventory } = native
  const { Encryption, ...destination } = native.Destination.OSSBucketDestination
  const filter = native.Filter === undefined ? undefined : normaliseOssFilter(native.Filter)
  return {
    Id: native.Id,
    IsEnabled: String(native.IsEnabled),
    Filter: filter && texts(filter),
    Destination: {
      OSSBucketDestination: {
        ...destination,
        Encryption: Encryption && encryptionContent(Encryption),
      },
    },
    Schedule: texts(Schedule),
    IncludedObjectVersions: native.IncludedObjectVersions,
    OptionalFields: fieldsContent(native.OptionalFields),
    IncrementalInventory: IncrementalInventory && {
      IsEnabled: String(IncrementalInventory.IsEnabled),
      Schedule: IncrementalInventory.Schedule && texts(IncrementalInventory.Schedule),
      OptionalFields: fieldsContent(IncrementalInventory.OptionalFields),
    },
  }
}

/**
 * Reads a document of the service. Rejects with `protocol` what is no inventory configuration, naming the element that is
 * missing or holds something else. What filters nothing is left out, what is not known is kept in `remainder`.
 */
export function readOssDocument(text: string): OssConfiguration {
  return readOssElement(readDocument(text, [root]).element)
}

/** Reads one page of a list. Rejects with `protocol` what is no page, or announces more without saying where. */
export function readOssPage(text: string): Page<OssConfiguration | UnreadableEntry> {
  return readInventoryPage(text, readOssElement)
}

function encryptionContent(encryption: OssEncryption) {
  const kms = encryption['SSE-KMS']
  return {
    'SSE-OSS': encryption['SSE-OSS'],
    'SSE-KMS': kms === undefined ? undefined : { KeyId: kms.KeyId },
  }
}

function fieldsContent(fields: OssFields | undefined) {
  return fields === undefined || fields.Field.length === 0 ? undefined : { Field: fields.Field }
}

function texts(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
}

function refuseInvalid(native: OssConfiguration): void {
  const { Format, AccountId, RoleArn, Bucket, Encryption } = native.Destination.OSSBucketDestination
  const place = 'Destination/OSSBucketDestination'
  const required: readonly (readonly [path: string, text: string])[] = [
    ['Id', native.Id],
    [`${place}/Format`, Format],
    [`${place}/AccountId`, AccountId],
    [`${place}/RoleArn`, RoleArn],
    [`${place}/Bucket`, Bucket],
    ['Schedule/Frequency', native.Schedule.Frequency],
    ['IncludedObjectVersions', native.IncludedObjectVersions],
  ]
  const problems: Problem[] = required
    .filter(([, text]) => text === '')
    .map(([path]) => ({ path, message: 'is empty' }))
  if (Encryption?.['SSE-OSS'] !== undefined && Encryption['SSE-KMS'] !== undefined) {
    problems.push({
      path: `${place}/Encryption`,
      message: 'holds both SSE-OSS and SSE-KMS: choose one',
    })
  }
  if (problems.length === 0) return
  throw new InventoryError(
    'invalid-configuration',
    `the configuration cannot be sent to OSS: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
    { problems },
  )
}
