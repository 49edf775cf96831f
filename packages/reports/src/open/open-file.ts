import type { ReportStore } from '@bucket-inventory/core'

import { gunzipBytes } from '../bytes/gunzip-bytes.ts'
import { inflatedBeside } from '../bytes/inflated-beside.ts'
import { readObject } from '../bytes/read-object.ts'
import { largeFile, verifiedBytes } from '../bytes/verified-bytes.ts'
import { locateFile } from './locate-file.ts'
import { startedEarly } from './read-ahead.ts'
import type { Started } from './read-ahead.ts'
import type { ReportFile } from './report-manifest.ts'

export interface OpenFileOptions {
  readonly store: ReportStore
  readonly manifestKey: string
  /** Check size and MD5. */
  readonly verify: boolean
  readonly signal?: AbortSignal
  /** Told of every chunk, as delivered. */
  readonly onBytes: (count: number) => void
}

/** A data file that is being read. */
export interface OpenFile extends Started {
  readonly file: ReportFile
  /** Its text, inflated. A chunk is valid until the next is asked for. */
  readonly text: AsyncIterable<Uint8Array>
}

/**
 * Begins to read a CSV file: finds it, connects, and inflates ahead of whoever reads the text, by a bounded amount. Closing
 * it ends the connection at once, also a silent one.
 */
export function openFile(
  file: ReportFile,
  { store, manifestKey, verify, signal, onBytes }: OpenFileOptions,
): OpenFile {
  const stop = new AbortController()
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  async function* delivered(reuse: boolean) {
    const object = await locateFile(store, manifestKey, file, { verify, signal: either })
    for await (const chunk of readObject(store, object, { signal: either, reuse })) {
      onBytes(chunk.length)
      yield chunk
    }
  }
  const text = startedEarly(inflated(delivered, file, verify), () => {
    stop.abort()
  })
  return { file, text, close: () => text.close() }
}

/** `read` begins to read what is delivered; where `reuse`, a chunk is done with when the next is asked for. */
function inflated(
  read: (reuse: boolean) => AsyncIterable<Uint8Array>,
  file: ReportFile,
  verify: boolean,
): AsyncIterable<Uint8Array> {
  const { key, size, md5 } = file
  const checked = (bytes: AsyncIterable<Uint8Array>) =>
    verify ? verifiedBytes(bytes, file) : bytes
  // Only change logs are delivered as they are.
  if (key.endsWith('.csv')) return checked(read(false))
  if (size >= largeFile) {
    const bytes = read(true)
    const sized = verify ? verifiedBytes(bytes, { key, size }) : bytes
    const beside = inflatedBeside(sized, key, verify ? md5 : undefined)
    if (beside !== undefined) return beside
  }
  return gunzipBytes(checked(read(false)), key)
}
