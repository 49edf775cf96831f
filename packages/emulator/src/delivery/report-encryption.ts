import type { Emulation } from '../emulation.ts'
import { findKey } from '../kms/find-key.ts'
import { allowsService } from '../policies/allows-service.ts'
import type { KmsKey } from '../world/aws-account.ts'
import type { Bucket } from '../world/world.ts'
import { elementAt, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'
import { deliveringService, serviceContext } from './service-context.ts'

const header = 'x-amz-server-side-encryption'

/** The headers by which S3 asks for the encryption of a configuration; none where it has none. */
export function s3EncryptionHeaders(settings: XmlElement): Readonly<Record<string, string>> {
  const key = textAt(settings, 'Encryption', 'SSE-KMS', 'KeyId')
  if (key !== undefined) return headersFor('aws:kms', key)
  return textAt(settings, 'Encryption', 'SSE-S3') === undefined ? {} : headersFor('AES256')
}

/**
 * What the objects of a report are encrypted with, as headers: as the configuration says, else as the destination does by
 * default. Refuses a key of KMS that S3 could not use. Where the default is SSE-KMS without a key, or with the key that AWS
 * manages for S3, the report is delivered, and no other account can ever read it: "you won't be able to access your S3
 * Inventory report". Nothing can be read across accounts here, so that is all there is to it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy
 */
export function reportEncryption(
  emulation: Emulation,
  source: Bucket,
  destination: Bucket,
  settings: XmlElement,
): Readonly<Record<string, string>> {
  const named = textAt(settings, 'Encryption', 'SSE-KMS', 'KeyId')
  if (named !== undefined) checkKey(emulation, source, destination, named)
  const asked = s3EncryptionHeaders(settings)
  if (Object.keys(asked).length > 0) return asked
  const { algorithm, key } = defaultOf(destination)
  if (key !== undefined && !isManagedByAws(emulation, source, destination, key))
    checkKey(emulation, source, destination, key)
  return headersFor(algorithm, key)
}

function headersFor(algorithm: string, key?: string): Readonly<Record<string, string>> {
  return {
    [header]: algorithm,
    ...(key === undefined ? {} : { [`${header}-aws-kms-key-id`]: key }),
  }
}

function defaultOf({ settings }: Bucket): { readonly algorithm: string; readonly key?: string } {
  const { understood = { name: '' } } = settings.get('encryption') ?? {}
  const rule = elementAt(understood, 'Rule', 'ApplyServerSideEncryptionByDefault') ?? { name: '' }
  const key = textAt(rule, 'KMSMasterKeyID') ?? ''
  const algorithm = textAt(rule, 'SSEAlgorithm') ?? 'AES256'
  return { algorithm, ...(key === '' ? {} : { key }) }
}

/** Refuses a key that is not known, or that S3 cannot use for the reports of a bucket. */
function checkKey(emulation: Emulation, source: Bucket, destination: Bucket, name: string): void {
  if (emulation.switches.s3Keys === 'any') return
  const refuse = (why: string): never => {
    throw new DeliveryRefusal(`${deliveringService} cannot use key "${name}": ${why}`)
  }
  const key = keyOf(emulation, source, destination, name) ?? refuse('there is no such key')
  if (key.manager === 'aws') refuse('it is managed by AWS')
  if (key.spec !== 'symmetric') refuse('it is not symmetric')
  if (key.state !== 'enabled') refuse(`it is ${key.state}`)
  if (key.region !== destination.region)
    refuse(`it is in ${key.region}, the destination in ${destination.region}`)
  const [, partition = 'aws'] = key.arn.split(':')
  const { account, region, arn: resource } = key
  const request = {
    service: deliveringService,
    action: 'kms:GenerateDataKey',
    resource,
    context: serviceContext(emulation, source, { account, region, partition }),
  }
  if (!allowsService(key.policy, request)) refuse('its policy does not allow kms:GenerateDataKey')
}

/** A name that is no ARN is one of the account that S3 acts for: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
function keyOf(
  { store }: Emulation,
  source: Bucket,
  destination: Bucket,
  name: string,
): KmsKey | undefined {
  const place = { account: source.owner, region: destination.region }
  return findKey(store.world.aws, name, place)
}

function isManagedByAws(
  emulation: Emulation,
  source: Bucket,
  destination: Bucket,
  name: string,
): boolean {
  if (/(?:^|:)alias\/aws\/s3$/.test(name)) return true
  const key = keyOf(emulation, source, destination, name)
  // A key of another region is none that S3 could use, whoever manages it.
  return key?.manager === 'aws' && key.region === destination.region
}
