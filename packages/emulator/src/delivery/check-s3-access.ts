import type { Emulation } from '../emulation.ts'
import { allowsService } from '../policies/allows-service.ts'
import type { Bucket } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'
import { s3EncryptionHeaders } from './report-encryption.ts'
import { deliveringService as service, serviceContext } from './service-context.ts'

/**
 * Refuses what S3 could not write: the account that the configuration names does not own the destination, or its policy does
 * not let `s3.amazonaws.com` put these keys.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1
 */
export function checkS3Access(
  emulation: Emulation,
  source: Bucket,
  destination: Bucket,
  settings: XmlElement,
  keys: readonly string[],
): void {
  const expected = textAt(settings, 'AccountId')
  if (expected !== undefined && expected !== destination.owner)
    throw new DeliveryRefusal(`bucket "${destination.name}" does not belong to account ${expected}`)
  if (emulation.switches.s3DeliveryPolicy === 'any') return
  const partition = textAt(settings, 'Bucket')?.split(':')[1] ?? 'aws'
  const { owner: account, region, policy } = destination
  const headers = Object.entries(s3EncryptionHeaders(settings))
  const context = serviceContext(
    emulation,
    source,
    { account, region, partition },
    {
      's3:x-amz-acl': 'bucket-owner-full-control',
      ...Object.fromEntries(headers.map(([name, value]) => [`s3:${name}`, value])),
    },
  )
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
