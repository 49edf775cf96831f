import type { Emulation } from '../emulation.ts'
import { allowsService } from '../policies/allows-service.ts'
import { policyContext } from '../policies/policy-context.ts'
import type { PolicyContext } from '../policies/policy-context.ts'
import type { Bucket, Cloud } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'

/** The bucket that reports of `source` go to. Refuses one that is not there or lies in another region. */
export function findDestination(
  { store }: Emulation,
  cloud: Cloud,
  source: Bucket,
  arn: string,
): Bucket {
  const name = arn.slice(arn.lastIndexOf(':') + 1)
  const destination = store.world.buckets[cloud].get(name)
  if (destination === undefined)
    throw new DeliveryRefusal(`there is no destination bucket "${name}"`)
  if (destination.region !== source.region)
    throw new DeliveryRefusal(
      `the destination bucket "${name}" is in ${destination.region}, its source in ${source.region}`,
    )
  return destination
}

/**
 * Refuses what S3 could not write: the account that the configuration names does not own the destination, or its policy does
 * not let `s3.amazonaws.com` put these keys.
 */
export function checkS3Access(
  emulation: Emulation,
  source: Bucket,
  destination: Bucket,
  settings: XmlElement,
  keys: readonly string[],
): void {
  const account = textAt(settings, 'AccountId')
  if (account !== undefined && account !== destination.owner)
    throw new DeliveryRefusal(`bucket "${destination.name}" does not belong to account ${account}`)
  if (emulation.switches.s3DeliveryPolicy === 'any') return
  const partition = textAt(settings, 'Bucket')?.split(':')[1] ?? 'aws'
  const context = s3Context(emulation, source, destination, settings, partition)
  const { policy } = destination
  const refused = keys.find((key) => {
    const resource = `arn:${partition}:s3:::${destination.name}/${key}`
    const request = { service, action: 's3:PutObject', resource, context }
    return policy === undefined || !allowsService(policy, request)
  })
  if (refused !== undefined)
    throw new DeliveryRefusal(
      `the policy of bucket "${destination.name}" does not let ${service} put "${refused}"`,
    )
}

const service = 's3.amazonaws.com'

/**
 * What a policy may know of S3's own request. It comes from no network and no account of anybody's, so `aws:SourceIp`, `aws:SourceVpc`,
 * `aws:SourceVpce`, `aws:PrincipalOrgID`, `aws:PrincipalAccount`, `aws:PrincipalArn` and `aws:UserAgent` are absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1
 */
function s3Context(
  { now }: Emulation,
  source: Bucket,
  destination: Bucket,
  settings: XmlElement,
  partition: string,
): PolicyContext {
  const headers = Object.entries(s3EncryptionHeaders(settings))
  return policyContext({
    'aws:SourceArn': `arn:${partition}:s3:::${source.name}`,
    'aws:SourceAccount': source.owner,
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
    'aws:PrincipalServiceNamesList': [service],
    'aws:ViaAWSService': 'false',
    'aws:RequestedRegion': destination.region,
    'aws:ResourceAccount': destination.owner,
    'aws:CurrentTime': new Date(now()).toISOString(),
    'aws:EpochTime': String(Math.floor(now() / 1000)),
    's3:x-amz-acl': 'bucket-owner-full-control',
    ...Object.fromEntries(headers.map(([name, value]) => [`s3:${name}`, value])),
  })
}

/** The headers that ask for the encryption of a configuration; none where it has none. */
export function s3EncryptionHeaders(settings: XmlElement): Readonly<Record<string, string>> {
  const encryption = 'x-amz-server-side-encryption'
  const key = textAt(settings, 'Encryption', 'SSE-KMS', 'KeyId')
  if (key !== undefined) return { [encryption]: 'aws:kms', [`${encryption}-aws-kms-key-id`]: key }
  return textAt(settings, 'Encryption', 'SSE-S3') === undefined ? {} : { [encryption]: 'AES256' }
}
