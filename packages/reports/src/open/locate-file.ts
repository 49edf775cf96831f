import { InventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions, StoredObject } from '@bucket-inventory/core'

import { folderOf } from '../find/manifest-key.ts'
import type { ReportFile } from './report-manifest.ts'

/**
 * Where a data file lies: at the key that its manifest gives, or else, with the same size, at the same place relative to the
 * manifest. So it is found where S3 doubled the slash of a destination prefix and not that of its manifest's keys, and where
 * a delivery was copied or downloaded elsewhere. Rejects with `corrupt-report` where it is nowhere.
 */
export async function locateFile(
  store: ReportStore,
  manifestKey: string,
  { key, size }: ReportFile,
  options: RequestOptions,
): Promise<StoredObject> {
  const named = await store.head(key, options)
  if (named !== undefined) return named
  for (const other of otherKeys(manifestKey, key)) {
    const found = await store.head(other, options)
    if (found?.size === size) return found
  }
  throw new InventoryError(
    'corrupt-report',
    `data file "${key}" is not there, though manifest "${manifestKey}" names it`,
    { position: { file: key } },
  )
}

/** `data/x.csv.gz` beside the delivery's folder, below it, and the file right beside the manifest. */
function otherKeys(manifestKey: string, key: string): readonly string[] {
  const folder = folderOf(manifestKey)
  const inventory = folderOf(folder.slice(0, -1))
  const name = key.slice(folderOf(key).length)
  const withFolder = key.split('/').slice(-2).join('/')
  const candidates = [inventory + withFolder, folder + withFolder, folder + name]
  return [...new Set(candidates)].filter((candidate) => candidate !== key)
}
