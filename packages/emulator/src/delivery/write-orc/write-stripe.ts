import { columnStatistics, rowStatistics } from './column-statistics.ts'
import { compress } from './compress.ts'
import type { CompressedBytes } from './compress.ts'
import { encodeColumn } from './encode-column.ts'
import { Message } from './message.ts'
import type { OrcColumn, RowRange } from './orc-column.ts'
import { streamKinds } from './stream.ts'
import type { EncodedStream, StreamKind } from './stream.ts'
import { encodingKinds } from './value-encoder.ts'
import type { ColumnEncoding } from './value-encoder.ts'

/** How many rows a group has that an index tells of. */
export const stride = 10_000

export interface WrittenStripe {
  /** Index, data and footer, as they stand in the file. */
  readonly parts: readonly [index: Buffer, data: Buffer, footer: Buffer]
  /** Of the rows, and of each column. */
  readonly statistics: readonly Message[]
}

/** Some rows as a stripe. https://orc.apache.org/specification/ORCv1/#stripes */
export async function writeStripe(
  columns: readonly OrcColumn[],
  rows: RowRange,
): Promise<WrittenStripe> {
  const footer = new Message()
  const indexes: Buffer[] = []
  const data: Buffer[] = []
  const encodings: ColumnEncoding[] = [{ kind: 'direct' }]
  const groups = groupsOf(rows)

  const dataStreams: (readonly [StreamKind, number, number])[] = []
  const addIndex = async (number: number, index: Message): Promise<void> => {
    const { bytes } = await compress(index.toBuffer())
    indexes.push(bytes)
    footer.message(1, streamMessage('rowIndex', number, bytes.length))
  }

  await addIndex(0, rowIndex(groups.map((group) => [[], rowStatistics(group)])))
  for (const [position, column] of columns.entries()) {
    const number = position + 1
    const { encoding, streams } = encodeColumn(column, rows, stride)
    encodings.push(encoding)
    const compressed: CompressedStream[] = []
    for (const stream of streams) {
      const written = await compress(stream.bytes)
      compressed.push({ ...stream, ...written })
      data.push(written.bytes)
      dataStreams.push([stream.kind, number, written.bytes.length])
    }
    const entries = groups.map(
      (group, index) => [positionsOf(compressed, index), columnStatistics(column, group)] as const,
    )
    await addIndex(number, rowIndex(entries))
  }
  for (const stream of dataStreams) footer.message(1, streamMessage(...stream))
  for (const encoding of encodings) footer.message(2, encodingMessage(encoding))
  footer.text(3, 'UTC')
  const { bytes: writtenFooter } = await compress(footer.toBuffer())
  return {
    parts: [Buffer.concat(indexes), Buffer.concat(data), writtenFooter],
    statistics: [rowStatistics(rows), ...columns.map((column) => columnStatistics(column, rows))],
  }
}

type CompressedStream = EncodedStream & Pick<CompressedBytes, 'placeOf'>

function groupsOf({ from, to }: RowRange): readonly RowRange[] {
  const groups: RowRange[] = []
  for (let start = from; start < to; start += stride)
    groups.push({ from: start, to: Math.min(start + stride, to) })
  return groups
}

/** Where a reader goes on for a group, stream after stream. */
function positionsOf(streams: readonly CompressedStream[], group: number): readonly number[] {
  return streams.flatMap(({ marks, placeOf }) => {
    const mark = marks[group]
    return mark === undefined ? [] : [...placeOf(mark.offset), ...mark.within]
  })
}

function rowIndex(entries: readonly (readonly [readonly number[], Message])[]): Message {
  const index = new Message()
  for (const [positions, statistics] of entries)
    index.message(1, new Message().uints(1, positions).message(2, statistics))
  return index
}

function streamMessage(kind: StreamKind, column: number, length: number): Message {
  return new Message().uint(1, streamKinds[kind]).uint(2, column).uint(3, length)
}

function encodingMessage({ kind, dictionarySize }: ColumnEncoding): Message {
  const message = new Message().uint(1, encodingKinds[kind])
  return dictionarySize === undefined ? message : message.uint(2, dictionarySize)
}
