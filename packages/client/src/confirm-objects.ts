import type { ComparedSide, ConfirmObject } from '@bucket-inventory/compare'
import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { LookOptions, ObjectLook } from '@bucket-inventory/core'

import type { OpenedBucket } from './opened-bucket.ts'

/** Looks at objects of two buckets. Throws `unsupported` where a provider cannot. */
export function confirmObjects(left: OpenedBucket, right: OpenedBucket): ConfirmObject {
  const looks = { left: looksAt(left), right: looksAt(right) }
  return async (side, object, { signal }) => {
    const { key, keyBytes, versionId } = object
    if (keyBytes !== undefined) {
      throw new InventoryError(
        'unsupported',
        `a key that is no UTF-8, such as "${key}", cannot be asked for`,
      )
    }
    const look = await looks[side](key, {
      ...(versionId === undefined ? {} : { versionId }),
      ...(signal === undefined ? {} : { signal }),
    })
    return look === undefined ? undefined : { key, ...sideOf(look) }
  }
}

function looksAt({ inventories, location }: OpenedBucket) {
  const { provider, bucket } = inventories
  if (provider.objectAt === undefined) {
    throw new InventoryError(
      'unsupported',
      `"${formatLocation(location)}": ${provider.name} looks at no objects, so that nothing there can be confirmed`,
    )
  }
  const look = provider.objectAt.bind(provider)
  return (key: string, options: LookOptions) => look(bucket, key, options)
}

/** A checksum of checksums says nothing about content that was uploaded in other parts. */
function sideOf({ checksum, ...look }: ObjectLook): Omit<ComparedSide, 'key'> {
  if (checksum === undefined || checksum.composite) return look
  return { ...look, checksum: { algorithm: checksum.algorithm, value: checksum.value } }
}
