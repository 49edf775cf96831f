import type { Compression } from './chunk-stream.ts'
import { codecs, compressionOfKind } from './codec.ts'
import type { OrcCompression } from './codec.ts'
import { OrcError } from './orc-error.ts'
import { MessageReader } from './protobuf.ts'

/** The end of a file, which tells how to read what lies before it. */
export interface Postscript {
  readonly compression: OrcCompression
  readonly chunks: Compression
  readonly footerLength: number
  readonly metadataLength: number
  /** Of the writer, counted by each writer for itself. */
  readonly writerVersion: number
  /** Whether the magic is here; the first writers put it only at the beginning of the file. */
  readonly magic: boolean
}

/** The chunk header has 23 bits for a length. */
const largestBlock = 1 << 23

/** Reads a postscript, which lies at `offset`. */
export function readPostscript(bytes: Uint8Array, offset: number): Postscript {
  const message = new MessageReader(bytes, offset)
  let footerLength = 0
  let metadataLength = 0
  let kind = 0
  let blockSize = 256 << 10
  let writerVersion = 0
  let magic: string | undefined
  const version: number[] = []
  while (message.next()) {
    switch (message.field) {
      case 1:
        footerLength = message.number()
        break
      case 2:
        kind = message.number()
        break
      case 3:
        blockSize = message.number()
        break
      case 4:
        message.numbers(version, 8)
        break
      case 5:
        metadataLength = message.number()
        break
      case 6:
        writerVersion = message.number()
        break
      case 8000:
        magic = message.text()
        break
      default:
    }
  }
  if (magic !== undefined && magic !== 'ORC') throw message.corrupt('this is no ORC file')
  const [major = 0, minor = 11] = version
  if (major !== 0 || minor > 12) {
    throw new OrcError('unsupported', `file version ${major}.${minor} is not supported`, { offset })
  }
  const compression = compressionOfKind(kind, offset)
  if (compression !== 'none' && (blockSize < 1 || blockSize > largestBlock)) {
    throw message.corrupt(`a compression block of ${blockSize} bytes`)
  }
  return {
    compression,
    chunks: {
      codec: codecs[compression],
      // Without compression it only says how much is decoded at a time.
      blockSize: compression === 'none' ? 256 << 10 : blockSize,
    },
    footerLength,
    metadataLength,
    writerVersion,
    magic: magic !== undefined,
  }
}
