import { openByteRanges } from './byte-ranges.ts'
import { ByteStream } from './byte-stream.ts'
import { bytesSource } from './bytes-source.ts'
import { ChunkStream } from './chunk-stream.ts'

/** Bytes that are written as the specification writes them, without the 0x: `0a 27 10`. */
export function hex(text: string): number[] {
  return [...Buffer.from(text.replaceAll(/\s/g, ''), 'hex')]
}

/** An uncompressed stream that arrives in chunks of so many bytes. */
export function streamOf(bytes: ArrayLike<number>, chunk = 5): ByteStream {
  const source = bytesSource(Uint8Array.from(bytes))
  const [cursor] = openByteRanges(source, [{ start: 0, end: source.size }])
  if (cursor === undefined) throw new Error('a range has a cursor')
  const chunks = new ChunkStream(cursor, { codec: undefined, blockSize: chunk })
  return new ByteStream('data', 'x', chunks)
}
