import { createHash } from 'node:crypto'

import { InventoryError } from '@bucket-inventory/core'

import type { ReportFile } from '../open/report-manifest.ts'
import { wrongSize } from './wrong-size.ts'

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
    if (passed > size) throw wrongSize({ key, size }, passed)
    if (md5 !== undefined) hash.update(chunk)
    yield chunk
  }
  if (passed < size) throw wrongSize({ key, size }, passed)
  if (md5 === undefined) return
  const actual = hash.digest('hex')
  if (actual === md5.toLowerCase()) return
  throw new InventoryError(
    'corrupt-report',
    `data file "${key}" has the MD5 ${actual}, not ${md5} as in its manifest`,
    { position: { file: key } },
  )
}
