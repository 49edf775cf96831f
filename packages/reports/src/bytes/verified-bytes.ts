import { createHash } from 'node:crypto'

import type { ReportFile } from '../open/report-manifest.ts'
import { threadedMd5 } from './hashing-thread.ts'
import type { ThreadedHash } from './hashing-thread.ts'
import { wrongMd5 } from './wrong-md5.ts'
import { wrongSize } from './wrong-size.ts'

/**
 * The same bytes, counted and hashed while they pass, large files in a thread beside. Rejects with `corrupt-report` at the first byte too many, and at the
 * end where they are too few or have another MD5 (in any case; not checked where the manifest has none). Who stops early has
 * checked nothing.
 */
export async function* verifiedBytes(
  bytes: AsyncIterable<Uint8Array>,
  { key, size, md5 }: Pick<ReportFile, 'key' | 'size' | 'md5'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = md5 === undefined ? undefined : md5Of(size)
  let passed = 0
  try {
    for await (const chunk of bytes) {
      passed += chunk.length
      if (passed > size) throw wrongSize({ key, size }, passed)
      const taken = hash?.update(chunk)
      if (taken !== undefined) await taken
      yield chunk
    }
    if (passed < size) throw wrongSize({ key, size }, passed)
    if (hash === undefined || md5 === undefined) return
    const actual = await hash.digest()
    if (actual === md5.toLowerCase()) return
    throw wrongMd5(key, actual, md5)
  } finally {
    hash?.abandon()
  }
}

/** Bytes of a file below which a thread is not worth its start. */
export const largeFile = 4 * 1024 * 1024

function md5Of(size: number): ThreadedHash {
  const threaded = size < largeFile ? undefined : threadedMd5()
  if (threaded !== undefined) return threaded
  const hash = createHash('md5')
  return {
    update(bytes) {
      hash.update(bytes)
      return undefined
    },
    digest: async () => hash.digest('hex'),
    abandon: () => undefined,
  }
}
