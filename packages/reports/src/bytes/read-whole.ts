import { InventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions } from '@bucket-inventory/core'

import { readObject } from './read-object.ts'

/** All bytes of a small object, `undefined` where there is none. One of more than 64 MiB is no small one: `corrupt-report`. */
export async function readWhole(
  store: ReportStore,
  key: string,
  options: RequestOptions = {},
): Promise<Uint8Array | undefined> {
  const object = await store.head(key, options)
  if (object === undefined) return undefined
  if (object.size > largest) {
    throw new InventoryError(
      'corrupt-report',
      `"${key}" has ${object.size} bytes, more than any manifest or checksum`,
      { position: { file: key } },
    )
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of readObject(store, object, options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

// A manifest takes some 250 bytes for each file of some hundred megabytes.
const largest = 64 * 1024 * 1024
