import { openByteRanges } from './byte-ranges.ts'
import type { ByteRange } from './byte-ranges.ts'
import { ByteStream } from './byte-stream.ts'
import { ChunkStream } from './chunk-stream.ts'
import { limits } from './limits.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
import { streamKinds } from './read-stripe-footer.ts'
import type { StreamKind, StreamLocation, StripeFooter } from './read-stripe-footer.ts'
import type { RowRange } from './select-rows.ts'
import type { StripeRequest } from './stripe-request.ts'

/** The streams of the asked columns of one stripe; only their bytes are read, and those only as far as rows are. */
export class StripeStreams {
  private readonly streams = new Map<string, ByteStream>()

  /** Begins to read them all. */
  constructor(request: StripeRequest, footer: StripeFooter, rows: RowRange) {
    const { source, fields, compression, signal } = request
    const names = new Map(fields.map((field) => [field.id, field.name]))
    const wanted = footer.streams.flatMap((stream) => {
      const kind = streamKinds[stream.kind]
      // Column 0 is the row itself, which can only be there or not.
      const asked = stream.column === 0 ? kind === 'present' : names.has(stream.column)
      if (kind === undefined || kind === 'row-index' || !asked) return []
      return [{ column: stream.column, kind, ...needed(stream, kind, rows, request) }]
    })
    const cursors = openByteRanges(source, wanted, signal)
    const ahead = chunksAhead(wanted.length, compression)
    wanted.forEach(({ column, kind, start, cut }, index) => {
      const cursor = cursors[index]
      const name = names.get(column) ?? ''
      if (cursor === undefined || this.streams.has(`${column} ${kind}`)) {
        throw new OrcError('corrupt', `several ${kind} streams`, { column: name, offset: start })
      }
      const chunks = new ChunkStream(cursor, compression, { cut, ahead })
      this.streams.set(`${column} ${kind}`, new ByteStream(kind, name, chunks))
    })
  }

  /** Whether every row is there; `undefined` says that they are. */
  rowsPresent(): ByteStream | undefined {
    return this.streams.get('0 present')
  }

  present(field: OrcField): ByteStream | undefined {
    return this.streams.get(`${field.id} present`)
  }

  /** An empty one if the writer left it out, as it may if nothing is in it. */
  stream(field: OrcField, kind: StreamKind): ByteStream {
    return this.streams.get(`${field.id} ${kind}`) ?? new ByteStream(kind, field.name)
  }
}

/**
 * Chunks of each stream to be decompressed ahead: as many as there are threads for it, if they take little memory, and
 * none if they take much.
 */
function chunksAhead(streams: number, { codec, blockSize }: StripeRequest['compression']): number {
  if (codec === undefined) return 1
  const each = streams * blockSize
  if (each > limits.chunkBytes) {
    throw new OrcError(
      'unsupported',
      `${streams} streams at a time in chunks of ${blockSize} bytes; ask for fewer columns`,
    )
  }
  return Math.max(each > 64 << 20 ? 0 : 1, Math.min(4, Math.floor((8 << 20) / each)))
}

/** The part of a stream that holds the rows, and whether it ends before the stream does. */
function needed(
  { column, start, end }: StreamLocation,
  kind: StreamKind,
  { from, to }: RowRange,
  { compression }: StripeRequest,
): ByteRange & { readonly cut: boolean } {
  const first = start + (from?.get(column)?.get(kind)?.offset ?? 0)
  if (first > end) {
    throw new OrcError('corrupt', 'a row group begins beyond its stream', { offset: start })
  }
  const next = to?.get(column)?.get(kind)
  if (next === undefined) return { start: first, end, cut: false }
  const last = Math.max(first, start + next.offset) + overlap(compression)
  return last < end ? { start: first, end: last, cut: true } : { start: first, end, cut: false }
}

/** A run may go on for so many bytes behind the place where the next row group enters it. */
function overlap({ codec, blockSize }: StripeRequest['compression']): number {
  const longestRun = 8192
  if (codec === undefined) return longestRun
  // The chunk in which the run begins, and as many as it may reach into.
  return (2 + Math.ceil(longestRun / blockSize)) * (3 + blockSize)
}
