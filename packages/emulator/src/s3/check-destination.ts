import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { s3Error } from './s3-error.ts'

/**
 * Refuses a destination that is not there, lies in another region, or belongs to another account than the document
 * says. No evidence was found that S3 looks when it takes a configuration, nor for the texts; hence a switch.
 */
export function checkDestination(
  { emulation }: Exchange,
  source: Bucket,
  understood: XmlElement,
): void {
  const path = ['Destination', 'S3BucketDestination'] as const
  const name = (textAt(understood, ...path, 'Bucket') ?? '').replace(/^.*:/, '')
  const accountId = textAt(understood, ...path, 'AccountId')
  const destination = emulation.store.world.buckets.s3.get(name)
  if (destination === undefined)
    throw s3Error('InvalidS3DestinationBucket', { message: 'Destination bucket does not exist.' })
  if (destination.region !== source.region)
    throw s3Error('InvalidS3DestinationBucket', {
      message: 'Destination bucket must be in the same Region as the source bucket.',
    })
  if (accountId !== undefined && accountId !== destination.owner)
    throw s3Error('InvalidS3DestinationBucket', {
      message: 'Destination bucket does not belong to the specified account.',
    })
}
