import { gunzipSync } from 'node:zlib'

import { decodeZstandard } from '@bucket-inventory/orc'

import { pageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'
import { decodeSnappy } from './snappy.ts'

/** Why pages of a codec are not read; `undefined` where they are. */
export function refusedCodec(codec: number): string | undefined {
  if (codec === uncompressed || greatestRatio[codec] !== undefined) return undefined
  const name = codecNames[codec] ?? `the unknown codec ${codec}`
  return `it is compressed with ${name}, which is not read`
}

/**
 * Decompresses pages of a column, one after the other: into the same memory where it can, so that what it gave before is
 * good no more.
 */
export class PageDecompressor {
  #buffer: PageBytes = pageBytes(new Uint8Array(0))

  /**
   * The page, whose first `length` bytes are all it has. Throws a fault for what holds another number of them, is malformed,
   * or is of a codec that is not read.
   */
  decompress(codec: number, bytes: Uint8Array, length: number): PageBytes {
    if (codec === uncompressed) {
      if (bytes.length !== length) throw wrongLength(bytes.length, length)
      return pageBytes(bytes)
    }
    if (length === 0) return pageBytes(new Uint8Array(0))
    // Nothing is allocated on the word of a header alone, which so few bytes cannot keep.
    if (length > (bytes.length + 1) * (greatestRatio[codec] ?? 0))
      throw wrongLength('fewer', length)
    if (codec === snappy) return this.#snappy(bytes, length)
    const decompress = codec === gzip ? gunzip : decodeZstandard
    let page: Uint8Array
    try {
      page = decompress(bytes, length)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new ParquetFault('corrupt-report', `a page cannot be decompressed: ${message}`)
    }
    if (page.length !== length) throw wrongLength(page.length, length)
    return pageBytes(page)
  }

  #snappy(bytes: Uint8Array, length: number): PageBytes {
    if (this.#buffer.bytes.length < length) {
      // A page is often a little longer than the one before.
      this.#buffer = pageBytes(new Uint8Array(length + (length >> 3)))
    }
    decodeSnappy(bytes, this.#buffer, length)
    return this.#buffer
  }
}

const uncompressed = 0
const snappy = 1
const gzip = 2
const zstandard = 6

/** How many bytes one may stand for: 64 for 3 in snappy, 258 for 2 bits in Deflate, 128 KiB for 4 in Zstandard. */
const greatestRatio: Readonly<Record<number, number>> = {
  [snappy]: 22,
  [gzip]: 1032,
  [zstandard]: 2 ** 15,
}

const codecNames: Readonly<Record<number, string>> = {
  3: 'LZO',
  4: 'BROTLI',
  5: 'LZ4',
  7: 'LZ4_RAW',
}

function gunzip(bytes: Uint8Array, length: number): Uint8Array {
  return gunzipSync(bytes, { chunkSize: Math.max(length, 64), maxOutputLength: length })
}

function wrongLength(actual: number | string, length: number): ParquetFault {
  return new ParquetFault('corrupt-report', `a page holds ${actual} bytes instead of ${length}`)
}
