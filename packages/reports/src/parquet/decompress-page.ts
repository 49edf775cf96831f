import { gunzipSync } from 'node:zlib'

import { pageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'
import { decodeSnappy } from './snappy.ts'

/** Why pages of a codec are not read; `undefined` where they are. */
export function refusedCodec(codec: number): string | undefined {
  if (codec === uncompressed || codec === snappy || codec === gzip) return undefined
  const name = codecNames[codec] ?? `the unknown codec ${codec}`
  return `it is compressed with ${name}, which is not read`
}

/**
 * Decompresses pages of a column, one after the other: into the same memory where it can, so that what it gave before is
 * good no more.
 */
export class PageDecompressor {
  #buffer: PageBytes = pageBytes(new Uint8Array(0))

  /** The page, exactly `length` bytes. Throws a fault for bytes that hold another number of them or are malformed. */
  decompress(codec: number, bytes: Uint8Array, length: number): PageBytes {
    if (codec === uncompressed) {
      if (bytes.length !== length) throw wrongLength(bytes.length, length)
      return pageBytes(bytes)
    }
    if (length === 0) return pageBytes(new Uint8Array(0))
    // Nobody can say more with so few bytes, so that nothing is allocated on the word of a header alone.
    if (length > bytes.length * greatestRatio[codec === snappy ? 'snappy' : 'gzip'] + 64) {
      throw wrongLength('fewer', length)
    }
    if (codec === gzip) return pageBytes(gunzipPage(bytes, length))
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

const codecNames: Record<number, string> = {
  3: 'LZO',
  4: 'BROTLI',
  5: 'LZ4',
  6: 'ZSTD',
  7: 'LZ4_RAW',
}

/** Snappy: 64 bytes for 3; Deflate: https://www.zlib.net/zlib_tech.html. */
const greatestRatio = { snappy: 22, gzip: 1032 }

function gunzipPage(bytes: Uint8Array, length: number): Uint8Array {
  let page: Uint8Array
  try {
    page = gunzipSync(bytes, { chunkSize: Math.max(length, 64), maxOutputLength: length })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new ParquetFault('corrupt-report', `a page cannot be decompressed: ${message}`)
  }
  if (page.length !== length) throw wrongLength(page.length, length)
  return page
}

function wrongLength(actual: number | string, length: number): ParquetFault {
  return new ParquetFault('corrupt-report', `a page holds ${actual} bytes instead of ${length}`)
}
