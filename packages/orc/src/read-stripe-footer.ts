import type { Compression } from './chunk-stream.ts'
import { limits } from './limits.ts'
import { OrcError } from './orc-error.ts'
import type { OrcSource } from './orc-source.ts'
import { MessageReader } from './protobuf.ts'
import type { StripeLocation } from './read-footer.ts'
import { readSection } from './read-section.ts'

/** Kinds of streams that are read. */
export type StreamKind =
  | 'present'
  | 'data'
  | 'length'
  | 'dictionary-data'
  | 'secondary'
  | 'row-index'

/** By the number that they have in the footer. */
export const streamKinds: readonly (StreamKind | undefined)[] = [
  'present',
  'data',
  'length',
  'dictionary-data',
  undefined,
  'secondary',
  'row-index',
]

export interface StreamLocation {
  readonly kind: number
  readonly column: number
  readonly start: number
  readonly end: number
}

export interface ColumnEncoding {
  /** 0 direct, 1 dictionary, 2 direct and 3 dictionary with the second version of integer runs. */
  readonly kind: number
  readonly dictionarySize: number
}

/** Whether values are references to a dictionary. */
export function isDictionary(encoding: ColumnEncoding | undefined): boolean {
  return encoding?.kind === 1 || encoding?.kind === 3
}

export interface StripeFooter {
  /** In the order of the file. */
  readonly streams: readonly StreamLocation[]
  /** By column number. */
  readonly encodings: readonly ColumnEncoding[]
  readonly writerTimezone: string | undefined
}

/** With indexes and bloom filters no column has as many as eight. */
const mostStreams = limits.columns * 8

/** Reads the footer of a stripe: where its streams lie, and how its columns are encoded. */
export async function readStripeFooter(
  source: OrcSource,
  stripe: StripeLocation,
  compression: Compression,
  signal?: AbortSignal,
): Promise<StripeFooter> {
  const offset = stripe.offset + stripe.indexLength + stripe.dataLength
  const bytes = await readSection(source, offset, offset + stripe.footerLength, compression, signal)
  const message = new MessageReader(bytes, offset)
  const streams: StreamLocation[] = []
  const encodings: ColumnEncoding[] = []
  let writerTimezone: string | undefined
  let start = stripe.offset
  while (message.next()) {
    switch (message.field) {
      case 1: {
        if (streams.length === mostStreams) throw message.corrupt('more streams than columns have')
        const stream = readStream(message.message(), start)
        if (stream.end > offset) {
          throw new OrcError('corrupt', 'a stream ends beyond its stripe', { offset })
        }
        streams.push(stream)
        start = stream.end
        break
      }
      case 2:
        if (encodings.length === limits.columns) throw message.corrupt('too many encodings')
        encodings.push(readEncoding(message.message()))
        break
      case 3:
        writerTimezone = message.text()
        break
      default:
    }
  }
  return { streams, encodings, writerTimezone }
}

function readStream(message: MessageReader, start: number): StreamLocation {
  let kind = 0
  let column = 0
  let length = 0
  while (message.next()) {
    if (message.field === 1) kind = message.number()
    else if (message.field === 2) column = message.number()
    else if (message.field === 3) length = message.number()
  }
  return { kind, column, start, end: start + length }
}

function readEncoding(message: MessageReader): ColumnEncoding {
  let kind = 0
  let dictionarySize = 0
  while (message.next()) {
    if (message.field === 1) kind = message.number()
    else if (message.field === 2) dictionarySize = message.number()
  }
  return { kind, dictionarySize }
}
