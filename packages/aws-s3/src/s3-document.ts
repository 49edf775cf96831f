import { InventoryError } from '@bucket-inventory/core'
import type { Page, Problem, UnreadableEntry } from '@bucket-inventory/core'
import { readDocument, readInventoryPage, writeDocument } from '@bucket-inventory/xml'
import type { ElementReader, XmlContent } from '@bucket-inventory/xml'

import type { S3BucketDestination, S3Configuration, S3Encryption } from './s3-configuration.ts'

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/**
 * The document that goes on the wire. Rejects with `invalid-configuration`, before anything is sent, what the service would
 * refuse or misread: an empty id, both encryptions, an empty filter, a character that XML cannot hold.
 */
export function writeS3Document(native: S3Configuration): string {
  const problems = problemsOf(native)
  if (problems.length > 0) {
    const what = problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    throw new InventoryError('invalid-configuration', `no S3 inventory configuration: ${what}`, {
      problems,
    })
  }
  const { remainder } = native
  return writeDocument('InventoryConfiguration', toS3Elements(native), {
    namespace,
    ...(remainder === undefined ? {} : { remainder }),
  })
}

/**
 * Reads a document as the service gives it. Words it does not know stay, elements it does not know go to `remainder`; an
 * empty filter, prefix or list of fields reads as none. Rejects with `protocol` what is no such document or lacks a required element.
 */
export function readS3Document(text: string): S3Configuration {
  return readConfiguration(readDocument(text, ['InventoryConfiguration']).element)
}

/** Reads one page of a list. Rejects with `protocol` what is no page, or announces more without saying where. */
export function readS3Page(text: string): Page<S3Configuration | UnreadableEntry> {
  return readInventoryPage(text, readConfiguration)
}

/** The elements of the document, in the order of https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
export function toS3Elements(native: S3Configuration): XmlContent {
  const { Filter, OptionalFields = [] } = native
  const { Bucket, Format, AccountId, Prefix, Encryption } = native.Destination.S3BucketDestination
  return {
    Destination: {
      S3BucketDestination: {
        AccountId,
        Bucket,
        Encryption: Encryption && toEncryptionElements(Encryption),
        Format,
        Prefix,
      },
    },
    IsEnabled: String(native.IsEnabled),
    Filter: Filter && { Prefix: Filter.Prefix },
    Id: native.Id,
    IncludedObjectVersions: native.IncludedObjectVersions,
    OptionalFields: OptionalFields.length === 0 ? undefined : { Field: OptionalFields },
    Schedule: { Frequency: native.Schedule.Frequency },
  }
}

function toEncryptionElements({ SSES3, SSEKMS }: S3Encryption): XmlContent {
  return {
    'SSE-S3': SSES3 && '',
    'SSE-KMS': SSEKMS && { KeyId: SSEKMS.KeyId },
  }
}

/** What the SDK would send silently. Natives of other hands may lack what the types say is there. */
function problemsOf(native: S3Configuration): Problem[] {
  const { Bucket, Encryption, Prefix } = native.Destination.S3BucketDestination
  const problems: Problem[] = []
  const require = (path: string, value: string | undefined) => {
    if (!value) problems.push({ path, message: 'is missing or empty' })
  }
  require('Id', native.Id)
  require('IncludedObjectVersions', native.IncludedObjectVersions)
  require('Schedule.Frequency', native.Schedule.Frequency)
  require('Destination.S3BucketDestination.Bucket', Bucket)
  require('Destination.S3BucketDestination.Format', native.Destination.S3BucketDestination.Format)
  if (native.Filter !== undefined) require('Filter.Prefix', native.Filter.Prefix)
  if (Prefix !== undefined) require('Destination.S3BucketDestination.Prefix', Prefix)
  if (Encryption !== undefined) {
    const path = 'Destination.S3BucketDestination.Encryption'
    const { SSES3, SSEKMS } = Encryption
    if (SSES3 !== undefined && SSEKMS !== undefined) {
      problems.push({ path, message: 'has both SSE-S3 and SSE-KMS; one of them is possible' })
    }
    if (SSEKMS !== undefined) require(`${path}.SSEKMS.KeyId`, SSEKMS.KeyId)
  }
  return problems
}

function readConfiguration(element: ElementReader): S3Configuration {
  const prefix = element.child('Filter')?.text('Prefix') ?? ''
  const fields = readFields(element.child('OptionalFields'))
  const configuration: S3Configuration = {
    Id: readText(element, 'Id'),
    IsEnabled: readBoolean(element, 'IsEnabled'),
    IncludedObjectVersions: readText(element, 'IncludedObjectVersions'),
    Schedule: { Frequency: readText(readChild(element, 'Schedule'), 'Frequency') },
    ...(prefix === '' ? {} : { Filter: { Prefix: prefix } }),
    ...(fields.length === 0 ? {} : { OptionalFields: fields }),
    Destination: {
      S3BucketDestination: readDestination(
        readChild(readChild(element, 'Destination'), 'S3BucketDestination'),
      ),
    },
  }
  const remainder = element.remainder()
  return remainder === undefined ? configuration : { ...configuration, remainder }
}

function readDestination(element: ElementReader): S3BucketDestination {
  const accountId = element.text('AccountId') ?? ''
  const prefix = element.text('Prefix') ?? ''
  const encryption = readEncryption(element.child('Encryption'))
  return {
    Bucket: readText(element, 'Bucket'),
    Format: readText(element, 'Format'),
    ...(accountId === '' ? {} : { AccountId: accountId }),
    ...(prefix === '' ? {} : { Prefix: prefix }),
    ...(encryption === undefined ? {} : { Encryption: encryption }),
  }
}

function readEncryption(element: ElementReader | undefined): S3Encryption | undefined {
  const kms = element?.child('SSE-KMS')
  const managed = element?.child('SSE-S3')
  if (kms !== undefined && managed !== undefined) {
    throw new InventoryError('protocol', `${element?.path} has both SSE-S3 and SSE-KMS`)
  }
  if (kms !== undefined) return { SSEKMS: { KeyId: readText(kms, 'KeyId') } }
  return managed === undefined ? undefined : { SSES3: {} }
}

function readFields(element: ElementReader | undefined): string[] {
  const fields = element?.texts('Field') ?? []
  if (!fields.includes('')) return fields
  throw new InventoryError('protocol', `${element?.path} has an empty <Field>`)
}

function readChild(element: ElementReader, name: string): ElementReader {
  const child = element.child(name)
  if (child !== undefined) return child
  throw new InventoryError('protocol', `${element.path} has no <${name}>`)
}

function readText(element: ElementReader, name: string): string {
  const text = element.text(name)
  if (text !== undefined && text !== '') return text
  throw new InventoryError(
    'protocol',
    `${element.path} has ${text === undefined ? 'no' : 'an empty'} <${name}>`,
  )
}

function readBoolean(element: ElementReader, name: string): boolean {
  const text = readText(element, name)
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InventoryError(
    'protocol',
    `${element.path} has <${name}> "${text.slice(0, 20)}", which is neither true nor false`,
  )
}
