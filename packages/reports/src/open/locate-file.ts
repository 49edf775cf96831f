import { InventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions, StoredObject } from '@bucket-inventory/core'

import { wrongSize } from '../bytes/wrong-size.ts'
import { folderOf } from '../find/manifest-key.ts'
import type { ReportFile } from './report-manifest.ts'

export interface LocateFileOptions extends RequestOptions {
  /** Whether it must have the size that its manifest says. */
  readonly verify: boolean
}

/**
 * Where a data file lies: at the key that its manifest gives, or else, with the same size, at the same place relative to the
 * manifest. So it is found where S3 doubled the slash of a destination prefix and not that of its manifest's keys, and where
 * a delivery was copied or downloaded elsewhere. Rejects with `corrupt-report` where it is nowhere, or has another size; at its
 * own key that is of no matter if it is not to be verified.
 */
export async function locateFile(
  store: ReportStore,
  manifestKey: string,
  file: ReportFile,
  { verify, ...request }: LocateFileOptions,
): Promise<StoredObject> {
  const { key, size } = file
  const named = await store.head(key, request)
  if (named !== undefined) {
    if (verify && named.size !== size) throw wrongSize(file, named.size)
    return named
  }
  let other: StoredObject | undefined
  for (const candidate of otherKeys(manifestKey, key)) {
    const found = await store.head(candidate, request)
    if (found?.size === size) return found
    other ??= found
  }
  if (other !== undefined) throw wrongSize(file, other.size, other.key)
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
  return [...new Set(candidates)].filter((candidate) => candidate !== key && candidate !== '')
}
