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

/** How a stream is read. */
export interface ChunkOptions {
  /** The range ends before the stream does, perhaps inside a chunk that nobody will need. Default: it does not. */
  readonly cut?: boolean
  /** Chunks that are made ready while another is decoded. Default: 1. */
  readonly ahead?: number
}

/** The uncompressed bytes of one stream, chunk by chunk; the next ones are made ready while the last one is decoded. */
export class ChunkStream {
  /** Where in the file the chunk begins that was given last. */
  offset: number
  private readonly cursor: ByteCursor
  private readonly compression: Compression
  private readonly cut: boolean
  private readonly ahead: Promise<Chunk | undefined>[] = []
  /** Bytes are read one chunk after the other; several are decompressed at once. */
  private reading: Promise<Chunk | undefined> = Promise.resolve(undefined)

  constructor(cursor: ByteCursor, compression: Compression, options: ChunkOptions = {}) {
    this.cursor = cursor
    this.compression = compression
    this.cut = options.cut ?? false
    this.offset = cursor.offset
    for (let i = 0; i < (options.ahead ?? 1); i++) this.load()
  }

  /** `undefined` after the last. */
  async next(): Promise<Uint8Array | undefined> {
    // The one that takes its place is under way before this one is there.
    this.load()
    const chunk = await this.ahead.shift()
    if (chunk === undefined) return undefined
    this.offset = chunk.offset
    return chunk.bytes
  }

  private load(): void {
    this.reading = this.reading.then(() => this.read())
    const loading = this.reading.then((chunk) => chunk && this.decompress(chunk))
    // Whoever asks for the chunk gets the error; a reader that stopped early does not.
    loading.catch(() => {})
    this.ahead.push(loading)
  }

  /** The next chunk as it is in the file. */
  private async read(): Promise<Chunk | undefined> {
    const { cursor, compression } = this
    const offset = cursor.offset
    if (cursor.remaining === 0) return undefined
    if (compression.codec === undefined) {
      const bytes = await cursor.take(Math.min(cursor.remaining, compression.blockSize))
      return { offset, bytes, original: true }
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
    return { offset, bytes: await cursor.take(length), original }
  }

  private async decompress(chunk: Chunk): Promise<Chunk> {
    const { codec, blockSize } = this.compression
    const { offset, bytes, original } = chunk
    if (original || codec === undefined) return chunk
    try {
      return { offset, bytes: await codec(bytes, blockSize), original: true }
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
  /** Where in the file it begins. */
  readonly offset: number
  readonly bytes: Uint8Array
  /** Whether it is as it was before it was compressed. */
  readonly original: boolean
}
