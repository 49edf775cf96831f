import { deflateRawSync } from 'node:zlib'

/** A stream of a stripe; kinds and columns are numbers, as in the format. */
export interface StreamParts {
  readonly column: number
  readonly kind: number
  readonly bytes: readonly number[]
  /** How many times its chunks follow each other. Default: once. */
  readonly times?: number
}

export interface OrcParts {
  readonly names: readonly string[]
  /** Kinds of the columns, as numbers: 4 is long, 7 string, 9 timestamp. */
  readonly types: readonly number[]
  readonly rows: number
  readonly streams: readonly StreamParts[]
  /** Kind and size of the dictionary, by column. Default: direct, with the second version of integer runs. */
  readonly encodings?: readonly (readonly [number, number])[]
  readonly zone?: string
  /** Statistics of the columns, the row itself first: in file and stripe alike. */
  readonly statistics?: readonly (readonly number[])[]
  readonly stride?: number
  /** Size of the blocks of a file that is compressed with zlib. */
  readonly block?: number
  /** What the postscript says of compression, whatever it is. Default: what it is. */
  readonly compression?: number
  /** Default: 0.12. */
  readonly version?: readonly number[]
  /** Appended to the footer. */
  readonly more?: readonly number[]
}

/** A file of one stripe that holds whatever it is told to: for what no writer writes. */
export function orcOf(parts: OrcParts): Uint8Array {
  const { names, types, rows, streams, block } = parts
  const pack = (bytes: Uint8Array) => (block === undefined ? bytes : compressed(bytes, block))
  const packed = streams.map(({ bytes, times = 1 }) => {
    const once = pack(Uint8Array.from(bytes))
    return Buffer.concat(Array<Uint8Array>(times).fill(once))
  })
  const lengthOf = (wanted: (stream: StreamParts) => boolean) =>
    streams.reduce((sum, stream, at) => sum + (wanted(stream) ? (packed[at]?.length ?? 0) : 0), 0)
  const encodings = parts.encodings ?? names.map(() => [2, 0] as const)
  const stripeFooter = pack(
    Uint8Array.from([
      ...streams.flatMap(({ kind, column }, at) =>
        blob(1, [...number(1, kind), ...number(2, column), ...number(3, packed[at]?.length ?? 0)]),
      ),
      ...blob(2, number(1, 0)),
      ...encodings.flatMap(([kind, size]) => blob(2, [...number(1, kind), ...number(2, size)])),
      ...(parts.zone === undefined ? [] : text(3, parts.zone)),
    ]),
  )
  const indexLength = lengthOf(isIndex)
  const dataLength = lengthOf((stream) => !isIndex(stream))
  const stripe = [3, indexLength, dataLength, stripeFooter.length, rows]
  const statistics = parts.statistics ?? []
  const footer = pack(
    Uint8Array.from([
      ...blob(
        3,
        stripe.flatMap((value, index) => number(index + 1, value)),
      ),
      ...blob(4, [
        ...number(1, 12),
        ...names.flatMap((_, index) => number(2, index + 1)),
        ...names.flatMap((name) => text(3, name)),
      ]),
      ...types.flatMap((kind) => blob(4, number(1, kind))),
      ...number(6, rows),
      ...statistics.flatMap((item) => blob(7, item)),
      ...number(8, parts.stride ?? 0),
      ...(parts.more ?? []),
    ]),
  )
  const metadata =
    statistics.length === 0
      ? new Uint8Array(0)
      : pack(
          Uint8Array.from(
            blob(
              1,
              statistics.flatMap((item) => blob(1, item)),
            ),
          ),
        )
  const postscript = [
    ...number(1, footer.length),
    ...number(2, parts.compression ?? (block === undefined ? 0 : 1)),
    ...number(3, block ?? 1 << 18),
    ...blob(4, parts.version ?? [0, 12]),
    ...number(5, metadata.length),
    ...number(6, 6),
    ...text(8000, 'ORC'),
  ]
  return Buffer.concat([
    Buffer.from('ORC'),
    ...packed,
    stripeFooter,
    metadata,
    footer,
    Uint8Array.from([...postscript, postscript.length]),
  ])
}

/** Up to 512 integers as one run of 64 bits each, as the second version of run length has it; signed ones as zigzag. */
export function integers(values: readonly number[], signed = false): number[] {
  const bytes = values.flatMap((value) => {
    const own = Buffer.alloc(8)
    const wide = BigInt(value)
    own.writeBigUInt64BE(signed ? BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n)) : wide)
    return [...own]
  })
  const length = values.length - 1
  return [0x7e | (length >> 8), length & 255, ...bytes]
}

function isIndex({ kind }: StreamParts): boolean {
  return kind === 6
}

/** A field of protocol buffers with an integer. */
export function number(field: number, value: number): number[] {
  return [...varint(field * 8), ...varint(value)]
}

/** A field of protocol buffers with bytes or a message. */
export function blob(field: number, bytes: readonly number[]): number[] {
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
}

export function text(field: number, value: string): number[] {
  return blob(field, [...Buffer.from(value)])
}

export function double(field: number, value: number): number[] {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return [...varint(field * 8 + 1), ...bytes]
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80)
  return [...bytes, left]
}

function compressed(bytes: Uint8Array, block: number): Uint8Array {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += block) {
    const body = deflateRawSync(bytes.subarray(at, at + block))
    const word = body.length * 2
    chunks.push(Uint8Array.of(word & 255, (word >> 8) & 255, word >> 16), body)
  }
  return Buffer.concat(chunks)
}
