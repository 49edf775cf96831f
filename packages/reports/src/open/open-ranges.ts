import { setMaxListeners } from 'node:events'

import type { StoredObject } from '@bucket-inventory/core'

import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import { rangedObject } from '../bytes/ranged-object.ts'
import { readObject } from '../bytes/read-object.ts'
import { spoolBytes } from '../bytes/spool-bytes.ts'
import type { SpooledBytes } from '../bytes/spool-bytes.ts'
import { verifiedBytes } from '../bytes/verified-bytes.ts'
import { locateFile } from './locate-file.ts'
import type { OpenFileOptions } from './open-file.ts'
import type { Started } from './read-ahead.ts'
import type { ReportFile } from './report-manifest.ts'

/** A data file that is read in any order. */
export interface OpenRanges extends Started {
  readonly file: ReportFile
  /** Rejects as soon as it is known that the file cannot be read, or is not the one of the manifest. */
  readonly bytes: Promise<RangedBytes>
}

/**
 * Begins to open a file of typed columns: finds it, and where it is to be verified reads it whole before anything is decoded.
 * What comes over a network is kept in a temporary file meanwhile, so that no byte is sent twice; not verified, only the ranges
 * that are asked for are requested. Closing it ends what is under way.
 */
export function openRanges(file: ReportFile, options: OpenFileOptions): OpenRanges {
  const { store, manifestKey, verify, signal: outer, onBytes } = options
  const stop = new AbortController()
  const signal = outer === undefined ? stop.signal : AbortSignal.any([outer, stop.signal])
  // Ranges of many columns are under way at a time.
  setMaxListeners(0, signal)
  let spooled: SpooledBytes | undefined
  async function* delivered(object: StoredObject) {
    for await (const chunk of readObject(store, object, { signal, reuse: true })) {
      onBytes(chunk.length)
      yield chunk
    }
  }
  const opening = async (): Promise<RangedBytes> => {
    const object = await locateFile(store, manifestKey, file, { verify, signal })
    if (!verify) return rangedObject(store, object, { signal, onBytes })
    const verified = verifiedBytes(delivered(object), file)
    if (store.local !== true) return (spooled = await spoolBytes(verified))
    const whole = verified[Symbol.asyncIterator]()
    while ((await whole.next()).done !== true);
    return rangedObject(store, object, { signal })
  }
  const bytes = opening()
  // Its failure is told to whoever asks, and nobody may.
  const settled = bytes.then(
    () => undefined,
    () => undefined,
  )
  return {
    file,
    bytes,
    async close() {
      stop.abort()
      await settled
      await spooled?.close()
    },
  }
}
