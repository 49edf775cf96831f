import { columnStatistics, rowStatistics } from './column-statistics.ts'
import { blockSize, compress } from './compress.ts'
import { Message } from './message.ts'
import type { OrcColumn } from './orc-column.ts'
import { stride, writeStripe } from './write-stripe.ts'

const magic = 'ORC'

/** Of the Java writer that the files were made by. */
const writerVersion = 5

/** Some hundred bytes a row make the 64 MB that the Java writer collects before it writes a stripe. */
const rowsPerStripeByDefault = 250_000

/**
 * Columns of the same length as an ORC file: ZLIB, run lengths of version 2, an index with a group for every 10,000 rows.
 * Numbers are exact from -2^52 to 2^53 - 1, and refused beyond. https://orc.apache.org/specification/ORCv1/
 */
export async function writeOrc(
  columns: readonly OrcColumn[],
  rowsPerStripe = rowsPerStripeByDefault,
): Promise<Buffer> {
  const rowCount = columns[0]?.values.length ?? 0
  const parts: Buffer[] = [Buffer.from(magic)]
  const stripes: Message[] = []
  const metadata = new Message()
  let offset = magic.length
  for (let from = 0; from < rowCount; from += rowsPerStripe) {
    const rows = { from, to: Math.min(from + rowsPerStripe, rowCount) }
    const stripe = await writeStripe(columns, rows)
    const [index, data, footer] = stripe.parts.map(({ length }) => length)
    stripes.push(stripeMessage([offset, index ?? 0, data ?? 0, footer ?? 0, rows.to - from]))
    const statistics = new Message()
    for (const column of stripe.statistics) statistics.message(1, column)
    metadata.message(1, statistics)
    parts.push(...stripe.parts)
    offset += stripe.parts.reduce((sum, { length }) => sum + length, 0)
  }
  const footer = footerMessage(columns, rowCount, stripes, offset)
  const { bytes: metadataBytes } = await compress(metadata.toBuffer())
  const { bytes: footerBytes } = await compress(footer.toBuffer())
  const postscript = postscriptOf(footerBytes.length, metadataBytes.length)
  return Buffer.concat([
    ...parts,
    metadataBytes,
    footerBytes,
    postscript,
    Buffer.of(postscript.length),
  ])
}

/** Offset, lengths of index, data and footer, and rows. */
function stripeMessage(numbers: readonly number[]): Message {
  const message = new Message()
  for (const [index, number] of numbers.entries()) message.uint(index + 1, number)
  return message
}

const typeKinds = { boolean: 0, bigint: 4, string: 7, timestamp: 9, struct: 12 } as const

function footerMessage(
  columns: readonly OrcColumn[],
  rowCount: number,
  stripes: readonly Message[],
  end: number,
): Message {
  const rows = { from: 0, to: rowCount }
  const struct = new Message().uint(1, typeKinds.struct).uints(
    2,
    [...columns.keys()].map((index) => index + 1),
  )
  for (const { name } of columns) struct.text(3, name)
  const footer = new Message().uint(1, magic.length).uint(2, end)
  for (const stripe of stripes) footer.message(3, stripe)
  footer.message(4, struct)
  for (const { type } of columns) footer.message(4, new Message().uint(1, typeKinds[type]))
  footer.uint(6, rowCount).message(7, rowStatistics(rows))
  for (const column of columns) footer.message(7, columnStatistics(column, rows))
  return footer.uint(8, stride)
}

/** Not compressed. Its length is the last byte of the file. */
function postscriptOf(footerLength: number, metadataLength: number): Buffer {
  return new Message()
    .uint(1, footerLength)
    .uint(2, compressionKinds.zlib)
    .uint(3, blockSize)
    .uints(4, [0, 12])
    .uint(5, metadataLength)
    .uint(6, writerVersion)
    .text(8000, magic)
    .toBuffer()
}

const compressionKinds = { zlib: 1 } as const
