import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import { flowingChunks } from './flowing-chunks.ts'
import { corruptGzip, trailingBytes } from './gunzip-problems.ts'

/**
 * What was compressed, of one gzip member or of several one after the other. Rejects with `corrupt-report` that names the
 * file and the compressed byte for what is no gzip, is cut off, or goes on with anything else, zeros too. Errors of the
 * source pass as they are. Inflates ahead of its reader by two mebibytes, and closes the source when the reader stops early.
 */
export async function* gunzipBytes(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip(options)
  let fed = 0
  const feeding = pipeline(async function* () {
    for await (const chunk of bytes) {
      fed += chunk.length
      yield chunk
    }
  }, gunzip)
  // It fails as the iteration below does, which tells.
  const fedOrFailed = feeding.catch(() => undefined)
  try {
    yield* flowingChunks(gunzip, bytesAhead)
  } catch (error) {
    throw isZlibError(error) ? corruptGzip(file, gunzip.bytesWritten, error) : error
  } finally {
    gunzip.destroy()
    await fedOrFailed
  }
  // Zeros after a member, and all that follows them, are what Node ignores.
  if (gunzip.bytesWritten < fed) throw trailingBytes(file, gunzip.bytesWritten)
}

// Measured: a third of the time of the default chunks of 16 KiB, and inflating runs beside whoever reads.
const bytesAhead = 2 * 1024 * 1024
const options = { chunkSize: 1024 * 1024, highWaterMark: 1024 * 1024 }

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^Z_[A-Z]+_ERROR$/.test(String(error.code))
}
