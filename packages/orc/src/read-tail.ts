import { limits } from './limits.ts'
import { readNamedStatistics } from './named-statistics.ts'
import type { NamedStatistics } from './named-statistics.ts'
import { OrcError } from './orc-error.ts'
import type { OrcSource } from './orc-source.ts'
import { MessageReader } from './protobuf.ts'
import { readFooter } from './read-footer.ts'
import type { Footer } from './read-footer.ts'
import { readPostscript } from './read-postscript.ts'
import type { Postscript } from './read-postscript.ts'
import { readRange } from './read-range.ts'
import { readSection } from './read-section.ts'

/** Everything about a file but its rows. */
export interface Tail {
  readonly postscript: Postscript
  readonly footer: Footer
  /** By stripe; empty if the writer gave none. */
  readonly stripeStatistics: readonly NamedStatistics[]
}

/** What is read at first: mostly the whole tail. */
const firstRead = 64 << 10

/** Reads the tail of a file, by two requests at most, and none of its rows. */
export async function readTail(source: OrcSource, signal?: AbortSignal): Promise<Tail> {
  const { size } = source
  if (size < 4)
    throw new OrcError('corrupt', `a file of ${size} bytes is no ORC file`, { offset: 0 })
  let start = Math.max(0, size - firstRead)
  let bytes = await readRange(source, start, size, signal)
  const postscriptLength = bytes.at(-1) ?? 0
  const postscriptStart = size - 1 - postscriptLength
  if (postscriptStart < 0) {
    throw new OrcError('corrupt', 'the postscript begins before the file', { offset: size - 1 })
  }
  const postscript = readPostscript(
    bytes.subarray(postscriptStart - start, size - 1 - start),
    postscriptStart,
  )
  const { footerLength, metadataLength } = postscript
  if (footerLength > limits.sectionBytes || metadataLength > limits.sectionBytes) {
    const longest = Math.max(footerLength, metadataLength)
    throw new OrcError('unsupported', `a footer or statistics of ${longest} bytes`, {
      offset: postscriptStart,
    })
  }
  const footerStart = postscriptStart - footerLength
  const metadataStart = footerStart - metadataLength
  if (metadataStart < 3 || footerLength === 0) {
    throw new OrcError('corrupt', 'the footer does not fit into the file', {
      offset: postscriptStart,
    })
  }
  if (!postscript.magic) await checkMagic(source, signal)
  if (metadataStart < start) {
    const before = await readRange(source, metadataStart, start, signal)
    bytes = Buffer.concat([before, bytes])
    start = metadataStart
  }
  const tail = {
    size,
    read: (from: number, to: number) => bytes.subarray(from - start, to - start),
  }
  const { chunks, writerVersion } = postscript
  const footer = readFooter(
    await readSection(tail, footerStart, postscriptStart, chunks, signal),
    footerStart,
    metadataStart,
    writerVersion,
  )
  const metadata = await readSection(tail, metadataStart, footerStart, chunks, signal)
  return {
    postscript,
    footer,
    stripeStatistics: readStripeStatistics(metadata, metadataStart, footer),
  }
}

async function checkMagic(source: OrcSource, signal?: AbortSignal): Promise<void> {
  const magic = await readRange(source, 0, 3, signal)
  if (Buffer.from(magic).toString('latin1') !== 'ORC') {
    throw new OrcError('corrupt', 'this is no ORC file', { offset: 0 })
  }
}

function readStripeStatistics(
  bytes: Uint8Array,
  offset: number,
  footer: Footer,
): readonly NamedStatistics[] {
  const { fields, names, stripes, trusted } = footer
  if (stripes.length * fields.length > limits.statistics) return []
  const named: NamedStatistics[] = []
  const message = new MessageReader(bytes, offset)
  let count = 0
  while (message.next()) {
    if (message.field !== 1) continue
    const stripe = stripes[count++]
    if (stripe === undefined) continue
    const { rowCount } = stripe
    named.push(readNamedStatistics(message.message(), 1, { names, trusted, rowCount }))
  }
  if (count > 0 && count !== stripes.length) {
    throw new OrcError('corrupt', `statistics of ${count} stripes in a file of ${stripes.length}`, {
      offset,
    })
  }
  return named
}
