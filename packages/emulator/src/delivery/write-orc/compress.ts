import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'

/** How many bytes are compressed at a time, as in the files that were seen. */
export const blockSize = 256 * 1024

/** Bytes in blocks that are compressed each by itself. */
export interface CompressedBytes {
  readonly bytes: Buffer
  /** Where the block begins that such a byte lies in, in compressed bytes, and how far behind its start the byte lies. */
  readonly placeOf: (offset: number) => readonly [block: number, within: number]
}

/** Each block has a length before it, and is as it was where it would only get longer. https://orc.apache.org/specification/ORCv1/#compression */
export async function compress(bytes: Buffer): Promise<CompressedBytes> {
  const parts: Buffer[] = []
  const starts = [0]
  let end = 0
  for (let from = 0; from < bytes.length; from += blockSize) {
    const block = bytes.subarray(from, from + blockSize)
    const deflated = await deflate(block)
    const isOriginal = deflated.length >= block.length
    const body = isOriginal ? block : deflated
    const header = Buffer.alloc(headerSize)
    header.writeUIntLE(body.length * 2 + (isOriginal ? 1 : 0), 0, headerSize)
    parts.push(header, body)
    end += headerSize + body.length
    starts.push(end)
  }
  return {
    bytes: Buffer.concat(parts),
    placeOf: (offset) => [starts[Math.floor(offset / blockSize)] ?? end, offset % blockSize],
  }
}

const headerSize = 3

const deflate = promisify<Buffer, Buffer>(deflateRaw)
