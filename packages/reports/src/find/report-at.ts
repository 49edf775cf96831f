import { InventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions } from '@bucket-inventory/core'

import type { DialectOptions } from '../dialects/known-dialects.ts'
import { loadManifest } from '../open/load-manifest.ts'
import { folderOf, manifestName } from './manifest-key.ts'
import type { ReportReference } from './report-reference.ts'

/**
 * The delivery at a place: the key of its manifest, of its checksum, or of the folder of both, with a slash at its end or
 * without (the empty key is the folder that the store itself is). Reads the manifest to know its time and kind, and rejects with
 * `not-found` where there is none.
 */
export async function reportAt(
  store: ReportStore,
  place: string,
  options: RequestOptions & DialectOptions = {},
): Promise<ReportReference> {
  const { signal } = options
  const manifestKey = manifestKeyAt(place)
  const loaded = await loadManifest(store, manifestKey, options)
  if (loaded === undefined) {
    throw new InventoryError('not-found', `there is no manifest "${manifestKey}"`, {
      position: { file: manifestKey },
    })
  }
  const { dialect, manifest } = loaded
  const completing = folderOf(manifestKey) + dialect.completedBy
  const complete =
    completing === manifestKey ||
    (await store.head(completing, signal === undefined ? {} : { signal })) !== undefined
  return {
    store,
    manifestKey,
    time: manifest.time,
    kind: manifest.kind,
    state: complete ? 'complete' : 'in-progress',
  }
}

function manifestKeyAt(place: string): string {
  const folder = folderOf(place)
  const name = place.slice(folder.length)
  if (name.endsWith('.json')) return place
  return name === '' || name === 'manifest.checksum'
    ? folder + manifestName
    : `${place}/${manifestName}`
}
