import type { ByteCursor } from './byte-cursor.ts'
import { openByteRanges } from './byte-ranges.ts'
import { ChunkStream } from './chunk-stream.ts'
import type { Compression } from './chunk-stream.ts'
import { limits } from './limits.ts'
import { OrcError } from './orc-error.ts'
import type { OrcSource } from './orc-source.ts'

/** The uncompressed bytes of a footer, of the statistics or of an index. */
export async function readSection(
  source: OrcSource,
  start: number,
  end: number,
  compression: Compression,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  checkLength(end - start, start)
  const [cursor] = openByteRanges(source, [{ start, end }], signal)
  return cursor === undefined ? new Uint8Array(0) : takeSection(cursor, compression)
}

/** The same of a section that is read together with others. */
export async function takeSection(
  cursor: ByteCursor,
  compression: Compression,
): Promise<Uint8Array> {
  const { offset } = cursor
  checkLength(cursor.remaining, offset)
  const parts: Uint8Array[] = []
  let length = 0
  const chunks = new ChunkStream(cursor, compression)
  for (;;) {
    const chunk = await chunks.next()
    if (chunk === undefined) return Buffer.concat(parts, length)
    length += chunk.length
    checkLength(length, offset)
    parts.push(chunk)
  }
}

function checkLength(length: number, offset: number): void {
  if (length <= limits.sectionBytes) return
  throw new OrcError('unsupported', `a section of more than ${limits.sectionBytes} bytes`, {
    offset,
  })
}
