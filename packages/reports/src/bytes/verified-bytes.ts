import { createHash } from 'node:crypto'

import { InventoryError } from '@bucket-inventory/core'

import type { ReportFile } from '../open/report-manifest.ts'

/**
 * The same bytes, counted and hashed while they pass. Rejects with `corrupt-report` at the first byte too many, and at the
 * end where they are too few or have another MD5 (in any case; not checked where the manifest has none). Who stops early has
 * checked nothing.
 */
export async function* verifiedBytes(
  bytes: AsyncIterable<Uint8Array>,
  { key, size, md5 }: Pick<ReportFile, 'key' | 'size' | 'md5'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('md5')
  let passed = 0
  for await (const chunk of bytes) {
    passed += chunk.length
    if (passed > size) {
      throw corrupt(
        `data file "${key}" is longer than the ${size} bytes of its manifest`,
        key,
        size,
      )
    }
    if (md5 !== undefined) hash.update(chunk)
    yield chunk
  }
  if (passed < size) {
    const message = `data file "${key}" ends after ${passed} of the ${size} bytes of its manifest`
    throw corrupt(message, key, passed)
  }
  if (md5 === undefined) return
  const actual = hash.digest('hex')
  if (actual !== md5.toLowerCase()) {
    throw corrupt(`data file "${key}" has the MD5 ${actual}, not ${md5} as in its manifest`, key)
  }
}

function corrupt(message: string, file: string, byte?: number): InventoryError {
  const position = byte === undefined ? { file } : { file, byte }
  return new InventoryError('corrupt-report', message, { position })
}
