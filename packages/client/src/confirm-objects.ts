import type { ConfirmObject } from '@bucket-inventory/compare'
import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { LookOptions } from '@bucket-inventory/core'

import type { OpenedBucket } from './opened-bucket.ts'
import { sharedSignal } from './shared-signal.ts'

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
      // Several are looked at at a time.
      ...(signal === undefined ? {} : { signal: sharedSignal(signal) }),
    })
    return look === undefined ? undefined : { key, ...look }
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
