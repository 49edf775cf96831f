import { inflateRaw } from 'node:zlib'

import { OrcError } from './orc-error.ts'
import { decodeSnappy } from './snappy.ts'
import { decodeZstandard } from './zstandard/decode-zstandard.ts'

/** How a file is compressed. */
export type OrcCompression = 'none' | 'zlib' | 'snappy' | 'zstd'

/** Makes one compressed chunk what it was. Rejects a chunk that is malformed or expands to more than `limit` bytes. */
export type Codec = (chunk: Uint8Array, limit: number) => Promise<Uint8Array>

/** The codec of a compression; `undefined` for files without, whose streams have no chunks. */
export const codecs: Readonly<Record<OrcCompression, Codec | undefined>> = {
  none: undefined,
  zlib: inflate,
  snappy: async (chunk, limit) => decodeSnappy(chunk, limit),
  zstd: async (chunk, limit) => decodeZstandard(chunk, limit),
}

/** By the number that they have in a postscript. */
const supported: readonly (OrcCompression | undefined)[] = [
  'none',
  'zlib',
  'snappy',
  undefined,
  undefined,
  'zstd',
]
const others: Readonly<Record<number, string>> = { 3: 'lzo', 4: 'lz4', 6: 'brotli' }

/** The compression that a postscript names. */
export function compressionOfKind(kind: number, offset: number): OrcCompression {
  const name = supported[kind]
  if (name !== undefined) return name
  const other = others[kind] ?? `kind ${kind}`
  throw new OrcError('unsupported', `compression ${other} is not supported`, { offset })
}

/** Runs on another thread, so that chunks are inflated while others are decoded. */
function inflate(chunk: Uint8Array, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // One output buffer that holds it all, and a byte more: of a full one zlib would ask again whether that was the end.
    // A chunk of a few bytes shall not cost a quarter of a megabyte.
    const chunkSize = Math.max(1024, Math.min(limit + 1, chunk.length * 16))
    inflateRaw(chunk, { chunkSize, maxOutputLength: limit }, (error, bytes) => {
      if (error === null) resolve(bytes)
      else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
        reject(new Error(`it holds more than ${limit} bytes`))
      } else reject(error)
    })
  })
}
