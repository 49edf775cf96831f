import type { NativeInventory, UnreadableEntry } from '@bucket-inventory/core'

import type { RunCommand } from '../command.ts'
import { bucketPlace } from '../input/inventory-place.ts'
import { openBucket } from '../input/open-providers.ts'
import { painter } from '../output/colour.ts'
import { errorDocument } from '../output/error-document.ts'
import { inventoryTable } from '../output/inventory-table.ts'
import type { ListOutput } from '../output/list-output.ts'
import { renderError } from '../output/render-error.ts'
import { writeJson } from '../output/write-json.ts'

/** `list s3://B`: a row for each inventory; 1 where one of them cannot be read. */
export const list: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const location = bucketPlace(text)
  const bucket = await openBucket(location, context)
  const entries: (NativeInventory | UnreadableEntry)[] = []
  for await (const entry of bucket.listNative({ signal: context.signal })) {
    entries.push(entry)
  }
  const readable = entries.flatMap((entry) => ('error' in entry ? [] : [entry]))
  const paint = painter(context.colour)
  for (const entry of entries) {
    if ('error' in entry) context.messages.write(renderError(entry.error, paint))
  }
  const unreadable = entries.length - readable.length
  if (unreadable > 0) {
    context.messages.write(`${unreadable} of ${entries.length} inventories cannot be read\n`)
  }
  if (call.switches.includes('json')) {
    writeJson(context.output, entries.map(outputOf) satisfies ListOutput)
  } else {
    const configurations = readable.map(({ inventory }) => inventory.configuration)
    context.output.write(inventoryTable(configurations))
    if (entries.length === 0) {
      context.messages.write(`bucket "${location.bucket}" has no inventory\n`)
    }
  }
  return unreadable === 0 ? 0 : 1
}

function outputOf(entry: NativeInventory | UnreadableEntry): ListOutput[number] {
  if ('error' in entry) return errorDocument(entry.error)
  const { native, inventory } = entry
  return { configuration: inventory.configuration, native, findings: inventory.findings }
}
