import { InventoryError, parsePlace } from '@bucket-inventory/core'
import type { Location, Place } from '@bucket-inventory/core'

/** Parses an argument that must be one inventory, `s3://photos#daily`. Throws `invalid-input`. */
export function inventoryPlace(text: string): Extract<Place, { kind: 'inventory' }> {
  const place = parsePlace(text)
  if (place.kind === 'inventory') return place
  throw new InventoryError(
    'invalid-input',
    `"${text}" names no inventory: add its id, as in s3://photos#daily`,
  )
}

/** Parses an argument that must be a bucket, `s3://photos`. Throws `invalid-input`. */
export function bucketPlace(text: string): Location {
  const place = parsePlace(text)
  if (place.kind === 'bucket') return place.location
  throw new InventoryError(
    'invalid-input',
    place.kind === 'inventory'
      ? `"${text}" names an inventory, and a bucket is wanted here: leave out "#${place.id}"`
      : `"${text}" names no bucket: write s3://photos`,
  )
}
