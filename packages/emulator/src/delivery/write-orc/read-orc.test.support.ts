import { inflateRawSync } from 'node:zlib'

import { ByteReader, decodeBits, decodeIntegers, unzigzag } from './decode-runs.test.support.ts'

// A reader of the tests, by the specification: it knows nothing of the writer, and reads nothing but what that writes.

/** Fields of a message by number: numbers and bytes, in order. */
export class ReadMessage {
  readonly #fields: readonly (readonly [number, bigint | Uint8Array])[]

  constructor(bytes: Uint8Array) {
    const reader = new ByteReader(bytes)
    const fields: [number, bigint | Uint8Array][] = []
    while (!reader.ended) {
      const tag = Number(reader.varint())
      const isNumber = tag % 8 === 0
      const field = Math.floor(tag / 8)
      fields.push([field, isNumber ? reader.varint() : reader.take(Number(reader.varint()))])
    }
    this.#fields = fields
  }

  has(field: number): boolean {
    return this.#fields.some(([number]) => number === field)
  }

  number(field: number): number {
    const found = this.#fields.find(([number]) => number === field)?.[1] ?? 0n
    return typeof found === 'bigint' ? Number(found) : Number.NaN
  }

  signed(field: number): number {
    return Number(unzigzag(BigInt(this.number(field))))
  }

  bytes(field: number): Uint8Array[] {
    return this.#fields.flatMap(([number, value]) =>
      number === field && typeof value !== 'bigint' ? [value] : [],
    )
  }

  texts(field: number): string[] {
    return this.bytes(field).map((bytes) => Buffer.from(bytes).toString())
  }

  messages(field: number): ReadMessage[] {
    return this.bytes(field).map((bytes) => new ReadMessage(bytes))
  }

  numbers(field: number): number[] {
    return this.bytes(field).flatMap((bytes) => {
      const reader = new ByteReader(bytes)
      const numbers: number[] = []
      while (!reader.ended) numbers.push(Number(reader.varint()))
      return numbers
    })
  }
}

/** The bytes of some blocks, from one that begins at `start` on. */
export function inflate(bytes: Uint8Array, start = 0): Buffer {
  const reader = new ByteReader(bytes, start)
  const blocks: Uint8Array[] = []
  while (!reader.ended) {
    const [low = 0, middle = 0, high = 0] = reader.take(3)
    const header = low + middle * 2 ** 8 + high * 2 ** 16
    const block = reader.take(header >> 1)
    blocks.push(header % 2 === 1 ? block : inflateRawSync(block))
  }
  return Buffer.concat(blocks)
}

export interface ReadStream {
  readonly kind: number
  /** As in the file. */
  readonly compressed: Uint8Array
}

export interface ReadColumn {
  readonly encoding: number
  readonly dictionarySize: number
  /** In the order of the file, that of the index first. */
  readonly streams: readonly ReadStream[]
}

export interface ReadStripe {
  readonly rowCount: number
  readonly writerTimezone: string
  /** The rows themselves first. */
  readonly columns: readonly ReadColumn[]
}

export interface ReadTail {
  readonly postscript: ReadMessage
  readonly footer: ReadMessage
  readonly metadata: ReadMessage
}

export function readTail(file: Buffer): ReadTail {
  const end = file.length - 1 - (file.at(-1) ?? 0)
  const postscript = new ReadMessage(file.subarray(end, -1))
  const footerStart = end - postscript.number(1)
  const metadataStart = footerStart - postscript.number(5)
  return {
    postscript,
    footer: new ReadMessage(inflate(file.subarray(footerStart, end))),
    metadata: new ReadMessage(inflate(file.subarray(metadataStart, footerStart))),
  }
}

export function readStripes(file: Buffer): ReadStripe[] {
  return readTail(file)
    .footer.messages(3)
    .map((information) => readStripe(file, information))
}

function readStripe(file: Buffer, information: ReadMessage): ReadStripe {
  const [offset = 0, index = 0, data = 0, footerLength = 0, rowCount = 0] = [1, 2, 3, 4, 5].map(
    (field) => information.number(field),
  )
  const footerStart = offset + index + data
  const footer = new ReadMessage(inflate(file.subarray(footerStart, footerStart + footerLength)))
  let at = offset
  const streams = footer.messages(1).map((stream) => {
    const from = at
    at += stream.number(3)
    return {
      kind: stream.number(1),
      column: stream.number(2),
      compressed: file.subarray(from, at),
    }
  })
  if (at !== footerStart) throw new Error(`streams end at ${at}, not ${footerStart}`)
  return {
    rowCount,
    writerTimezone: footer.texts(3)[0] ?? '',
    columns: footer.messages(2).map((encoding, column) => ({
      encoding: encoding.number(1),
      dictionarySize: encoding.number(2),
      streams: streams.filter((stream) => stream.column === column),
    })),
  }
}

/** Where to begin in the streams of a column, as an entry of its index says. */
export type ReadPositions = readonly number[]

/**
 * The values of a column of a stripe from a group on, or all of them: `rowCount` of them, `type` as in the footer. Times in
 * milliseconds.
 */
export function readValues(
  column: ReadColumn,
  type: number,
  rowCount: number,
  positions?: ReadPositions,
): readonly unknown[] {
  const left = positions === undefined ? undefined : [...positions]
  /** What a stream holds from its place on, decoded, without what of the run lies before the place. */
  const from = <Value>(
    kind: number,
    decode: (bytes: Uint8Array) => readonly Value[],
    counts: number,
    skipped: (within: readonly number[]) => number,
  ): readonly Value[] => {
    const stream = column.streams.find((candidate) => candidate.kind === kind)
    if (stream === undefined) throw new Error(`no stream ${kind}`)
    const [block = 0, offset = 0, ...within] = left?.splice(0, 2 + counts) ?? []
    return decode(inflate(stream.compressed, block).subarray(offset)).slice(skipped(within))
  }
  const integers = (kind: number, signed: boolean): readonly number[] =>
    from(
      kind,
      (bytes) => decodeIntegers(bytes, signed).values.map(Number),
      1,
      ([count = 0]) => count,
    )
  const bits = (kind: number): readonly boolean[] =>
    from(kind, decodeBits, 2, ([bytes = 0, count = 0]) => 8 * bytes + count)

  const hasPresent = column.streams.some(({ kind }) => kind === 0)
  const present = hasPresent
    ? bits(0).slice(0, rowCount)
    : Array.from({ length: rowCount }, () => true)
  const values = presentValues(type, column, { integers, bits, from })
  let next = 0
  return present.map((isThere) => {
    if (!isThere) return undefined
    const value = values[next]
    next += 1
    return value
  })
}

interface Streams {
  readonly integers: (kind: number, signed: boolean) => readonly number[]
  readonly bits: (kind: number) => readonly boolean[]
  readonly from: (
    kind: number,
    decode: (bytes: Uint8Array) => readonly number[],
    counts: number,
    skipped: () => number,
  ) => readonly number[]
}

function presentValues(
  type: number,
  { encoding, streams }: ReadColumn,
  { integers, bits, from }: Streams,
): readonly unknown[] {
  if (type === 0) return bits(1)
  if (type === 4) return integers(1, true)
  if (type === 9) {
    const seconds = integers(1, true)
    const nanoseconds = integers(5, false)
    return seconds.map((second, index) => timeOf(second, nanoseconds[index] ?? 0))
  }
  if (encoding === 3) {
    const indexes = integers(1, false)
    const whole = (kind: number): Buffer =>
      inflate(streams.find((stream) => stream.kind === kind)?.compressed ?? Buffer.alloc(0))
    const words = textsOf(whole(3), decodeIntegers(whole(2), false).values.map(Number))
    return indexes.map((index) => words[index])
  }
  const data = from(
    1,
    (bytes) => [...bytes],
    0,
    () => 0,
  )
  return textsOf(Buffer.from(data), integers(2, false))
}

function textsOf(bytes: Buffer, lengths: readonly number[]): string[] {
  let at = 0
  return lengths.map((length) => {
    at += length
    return bytes.subarray(at - length, at).toString()
  })
}

function timeOf(second: number, nanosecond: number): number {
  const zeros = nanosecond % 8
  const nanoseconds = Math.floor(nanosecond / 8) * (zeros === 0 ? 1 : 10 ** (zeros + 1))
  const since1970 = second + Date.UTC(2015, 0, 1) / 1000
  const rounded = since1970 < 0 && nanoseconds > 999_999 ? since1970 - 1 : since1970
  return rounded * 1000 + nanoseconds / 1_000_000
}
