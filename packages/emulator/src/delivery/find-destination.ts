import type { Emulation } from '../emulation.ts'
import type { Bucket, Cloud } from '../world/world.ts'
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
