import type { ReportStore } from '@bucket-inventory/core'

import { gunzipBytes } from '../bytes/gunzip-bytes.ts'
import { readObject } from '../bytes/read-object.ts'
import { verifiedBytes } from '../bytes/verified-bytes.ts'
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
  /** Its text, inflated. */
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
  async function* delivered() {
    const object = await locateFile(store, manifestKey, file, { verify, signal: either })
    for await (const chunk of readObject(store, object, { signal: either })) {
      onBytes(chunk.length)
      yield chunk
    }
  }
  const bytes = verify ? verifiedBytes(delivered(), file) : delivered()
  const text = startedEarly(
    // Only change logs are delivered as they are.
    file.key.endsWith('.csv') ? bytes : gunzipBytes(bytes, file.key),
    () => {
      stop.abort()
    },
  )
  return { file, text, close: () => text.close() }
}
