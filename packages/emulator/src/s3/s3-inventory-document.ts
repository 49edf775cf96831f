import { fitShape, isEmpty, withoutEmpty } from '../inventories/shape.ts'
import type { Shape } from '../inventories/shape.ts'
import type { Switches } from '../switches.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import { isDirectoryBucket } from './directory-bucket.ts'
import { s3Error } from './s3-error.ts'

const shape: Shape = {
  Id: 'text',
  IsEnabled: 'text',
  Filter: { Prefix: 'text' },
  Destination: {
    S3BucketDestination: {
      AccountId: 'text',
      Bucket: 'text',
      Format: 'text',
      Prefix: 'text',
      Encryption: { 'SSE-S3': {}, 'SSE-KMS': { KeyId: 'text' } },
    },
  },
  Schedule: { Frequency: 'text' },
  IncludedObjectVersions: 'text',
  OptionalFields: { Field: 'texts' },
}

/**
 * The fields that an inventory of a directory bucket can have.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html
 */
const directoryFields: readonly string[] = [
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'EncryptionStatus',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'LifecycleExpirationDate',
]

const fields: readonly string[] = [
  ...directoryFields,
  'ReplicationStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'ObjectLockEventHoldStatus',
  'ObjectLockEventHoldDuration',
  'IntelligentTieringAccessTier',
  'ObjectAccessControlList',
  'ObjectOwner',
  'IntelligentTieringReferenceDate',
]

const optionalContainers: ReadonlySet<string> = new Set(['Filter', 'OptionalFields', 'Encryption'])

/** Reads the document of a put as S3 does: well formed and of its schema, or `MalformedXML`; the ARN apart. */
export function readS3Inventory(document: Buffer, bucket: string, switches: Switches): XmlElement {
  const understood = fit(document, switches)
  const frequency = textAt(understood, 'Schedule', 'Frequency')
  const destination = elementAt(understood, 'Destination', 'S3BucketDestination')
  if (
    textAt(understood, 'Id') === undefined ||
    !isOneOf(textAt(understood, 'IsEnabled'), ['true', 'false']) ||
    !isOneOf(textAt(understood, 'IncludedObjectVersions'), ['All', 'Current']) ||
    !isOneOf(frequency, ['Daily', 'Weekly']) ||
    destination === undefined ||
    !isOneOf(textAt(destination, 'Format'), ['CSV', 'ORC', 'Parquet']) ||
    !hasValidEncryption(destination) ||
    !hasValidFields(understood, bucket, switches)
  )
    throw new MalformedXmlError()
  checkDestinationArn(textAt(destination, 'Bucket'))
  return understood
}

function fit(document: Buffer, switches: Switches): XmlElement {
  const fitted = fitShape(
    readXml(document, 'InventoryConfiguration'),
    shape,
    switches.unknownElements,
  )
  if (switches.s3EmptyElements === 'keep') return fitted
  const bare = withoutEmpty(fitted, optionalContainers)
  if (switches.s3EmptyElements === 'reject' && JSON.stringify(bare) !== JSON.stringify(fitted))
    throw new MalformedXmlError()
  return bare
}

function isOneOf(text: string | undefined, values: readonly string[]): boolean {
  return text !== undefined && values.includes(text)
}

function hasValidEncryption(destination: XmlElement): boolean {
  const encryption = childOf(destination, 'Encryption')
  const kms = childOf(encryption, 'SSE-KMS')
  if (kms === undefined) return true
  const key = childOf(kms, 'KeyId')
  return childOf(encryption, 'SSE-S3') === undefined && key !== undefined && !isEmpty(key)
}

function hasValidFields(understood: XmlElement, bucket: string, switches: Switches): boolean {
  const asked = textsOf(childOf(understood, 'OptionalFields'), 'Field')
  if (switches.unknownFields === 'accept') return true
  const known = isDirectoryBucket(bucket) ? directoryFields : fields
  return asked.every((field) => known.includes(field))
}

function checkDestinationArn(arn: string | undefined): void {
  const parts = /^arn:(aws(?:-[a-z-]+)?):s3:([^:]*):([^:]*):([^:/]+)$/.exec(arn ?? '')
  if (parts === null) throw s3Error('InvalidS3DestinationBucket')
  const [, , region, account] = parts
  if (region !== '' || account !== '')
    throw s3Error('InvalidS3DestinationBucket', {
      message: 'Bucket ARN should not specify a namespace.',
    })
}
