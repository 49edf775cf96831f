import { open } from 'node:fs/promises'

import type { OrcSource } from './orc-source.ts'

/** A source over a local file, which stays open until `close`. */
export interface FileSource extends OrcSource {
  close(): Promise<void>
}

/** Opens a local file for random access. Rejects as `node:fs` does. */
export async function openFileSource(path: string): Promise<FileSource> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    return {
      size,
      async read(start, end) {
        const bytes = Buffer.allocUnsafeSlow(end - start)
        let filled = 0
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(
            bytes,
            filled,
            bytes.length - filled,
            start + filled,
          )
          // The file became shorter: the reader says so, as it knows what it asked for.
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return bytes.subarray(0, filled)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}
