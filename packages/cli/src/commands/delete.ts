import { formatLocation, InventoryError } from '@bucket-inventory/core'

import type { RunCommand } from '../command.ts'
import { inventoryPlace } from '../input/inventory-place.ts'
import { openBucket } from '../input/open-providers.ts'
import { Journal } from '../journal/journal.ts'
import type { DeleteOutput } from '../output/delete-output.ts'
import { printable } from '../output/printable.ts'
import { writeJson } from '../output/write-json.ts'

/** `delete s3://B#ID`: 1 where there is none. */
export const remove: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { location, id } = inventoryPlace(text)
  const bucket = await openBucket(location, context)
  const { existed } = await bucket.delete(id, { signal: context.signal })
  if (!existed) {
    throw new InventoryError('not-found', `bucket "${location.bucket}" has no inventory "${id}"`)
  }
  const place = formatLocation(location)
  await new Journal(context).note({ location: place, id, action: 'deleted' })
  if (call.switches.includes('json')) {
    writeJson(context.output, { location: place, id, deleted: true } satisfies DeleteOutput)
  } else {
    context.output.write(`deleted ${printable(`${place}#${id}`)}\n`)
  }
  return 0
}
