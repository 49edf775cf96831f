/* oxlint-disable typescript/no-non-null-assertion -- as many bytes as are read here were asked for */
import type { ByteCursor } from './byte-cursor.ts'
import type { Codec } from './codec.ts'
import { OrcError } from './orc-error.ts'

/** How the sections of one file are compressed. */
export interface Compression {
  readonly codec: Codec | undefined
  /** No chunk expands to more. */
  readonly blockSize: number
}

/** The uncompressed bytes of one stream, chunk by chunk; the next one is made ready while the last one is decoded. */
export class ChunkStream {
  /** Where in the file the chunk begins that was given last. */
  offset: number
  private readonly cursor: ByteCursor
  private readonly compression: Compression
  private readonly cut: boolean
  private ahead: Promise<Chunk | undefined>

  /** `cut` says that the range ends before the stream does, perhaps inside a chunk that nobody will need. */
  constructor(cursor: ByteCursor, compression: Compression, cut = false) {
    this.cursor = cursor
    this.compression = compression
    this.cut = cut
    this.offset = cursor.offset
    this.ahead = this.startLoading()
  }

  /** `undefined` after the last. */
  async next(): Promise<Uint8Array | undefined> {
    const chunk = await this.ahead
    if (chunk === undefined) return undefined
    this.offset = chunk.offset
    this.ahead = this.startLoading()
    return chunk.bytes
  }

  private startLoading(): Promise<Chunk | undefined> {
    const loading = this.load()
    // Whoever asks for the chunk gets the error; a reader that stopped early does not.
    loading.catch(() => {})
    return loading
  }

  private async load(): Promise<Chunk | undefined> {
    const { cursor, compression } = this
    const offset = cursor.offset
    if (cursor.remaining === 0) return undefined
    if (compression.codec === undefined) {
      return { offset, bytes: await cursor.take(Math.min(cursor.remaining, compression.blockSize)) }
    }
    if (cursor.remaining < 3 && this.cut) return undefined
    if (cursor.remaining < 3)
      throw new OrcError('corrupt', 'a stream ends inside a header', { offset })
    const header = await cursor.take(3)
    const word = header[0]! | (header[1]! << 8) | (header[2]! << 16)
    const length = word >>> 1
    if (length > cursor.remaining && this.cut) return undefined
    if (length > cursor.remaining) {
      throw new OrcError(
        'corrupt',
        `a chunk of ${length} bytes in a stream with ${cursor.remaining} left`,
        { offset },
      )
    }
    const original = (word & 1) === 1
    if (original && length > compression.blockSize) {
      throw new OrcError('corrupt', `a chunk of ${length} bytes, more than a block`, { offset })
    }
    const body = await cursor.take(length)
    if (original) return { offset, bytes: body }
    try {
      return { offset, bytes: await compression.codec(body, compression.blockSize) }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new OrcError('corrupt', `a compressed chunk cannot be read: ${reason}`, {
        offset,
        cause,
      })
    }
  }
}

interface Chunk {
  readonly offset: number
  readonly bytes: Uint8Array
}
