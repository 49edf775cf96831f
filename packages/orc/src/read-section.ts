import { openByteRanges } from './byte-ranges.ts'
import { ChunkStream } from './chunk-stream.ts'
import type { Compression } from './chunk-stream.ts'
import { OrcError } from './orc-error.ts'
import type { OrcSource } from './orc-source.ts'

/** A footer or index beyond this is a bomb. */
const most = 256 << 20

/** The uncompressed bytes of a footer, of the statistics or of an index. */
export async function readSection(
  source: OrcSource,
  start: number,
  end: number,
  compression: Compression,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for (const cursor of openByteRanges(source, [{ start, end }], signal)) {
    const chunks = new ChunkStream(cursor, compression)
    for (;;) {
      const chunk = await chunks.next()
      if (chunk === undefined) break
      length += chunk.length
      if (length > most) {
        throw new OrcError('corrupt', `a section of more than ${most} bytes`, { offset: start })
      }
      parts.push(chunk)
    }
  }
  return Buffer.concat(parts, length)
}
