/** Bytes that are read one after the other, by a reader of the tests that knows nothing of the writer. */
export class ByteReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  get ended(): boolean {
    return this.at >= this.#bytes.length
  }

  byte(): number {
    const byte = this.#bytes[this.at]
    if (byte === undefined) throw new Error(`no byte ${this.at}`)
    this.at += 1
    return byte
  }

  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.at, this.at + count)
    if (taken.length < count) throw new Error(`no ${count} bytes from ${this.at} on`)
    this.at += count
    return taken
  }

  varint(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte()
      value += BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }

  /** So many numbers of so many bits, the highest first. */
  bits(count: number, width: number): bigint[] {
    const bytes = this.take(Math.ceil((count * width) / 8))
    const text = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
    return Array.from({ length: count }, (_, index) =>
      BigInt(`0b${text.slice(index * width, (index + 1) * width)}`),
    )
  }
}

export const unzigzag = (value: bigint): bigint =>
  value % 2n === 0n ? value / 2n : -(value + 1n) / 2n

const widths = [
  ...Array.from({ length: 24 }, (_, code) => code + 1),
  26,
  28,
  30,
  32,
  40,
  48,
  56,
  64,
]

/** Runs of version 2 to the end, and the kinds they are of. */
export function decodeIntegers(
  bytes: Uint8Array,
  signed: boolean,
  start = 0,
): { readonly values: readonly bigint[]; readonly kinds: readonly string[] } {
  const reader = new ByteReader(bytes, start)
  const plain = (value: bigint): bigint => (signed ? unzigzag(value) : value)
  const values: bigint[] = []
  const kinds: string[] = []
  while (!reader.ended) {
    const first = reader.byte()
    const code = (first >> 1) & 31
    if (first >> 6 === 0) {
      kinds.push('short-repeat')
      const [value = 0n] = reader.bits(1, 8 * (((first >> 3) & 7) + 1))
      for (let count = (first & 7) + 3; count > 0; count -= 1) values.push(plain(value))
      continue
    }
    const length = ((first & 1) << 8) + reader.byte() + 1
    const width = widths[code] ?? 0
    if (first >> 6 === 1) {
      kinds.push('direct')
      values.push(...reader.bits(length, width).map(plain))
    } else if (first >> 6 === 2) {
      kinds.push('patched-base')
      values.push(...patched(reader, length, width))
    } else {
      kinds.push('delta')
      let value = plain(reader.varint())
      const step = unzigzag(reader.varint())
      values.push(value, (value += step))
      const others = code === 0 ? [] : reader.bits(length - 2, width)
      for (let index = 0; index < length - 2; index += 1) {
        const other = others[index]
        value += other === undefined ? step : step < 0n ? -other : other
        values.push(value)
      }
    }
  }
  return { values, kinds }
}

function patched(reader: ByteReader, length: number, width: number): bigint[] {
  const third = reader.byte()
  const fourth = reader.byte()
  const baseWidth = 8 * ((third >> 5) + 1)
  const patchWidth = widths[third & 31] ?? 0
  const gapWidth = (fourth >> 5) + 1
  const [written = 0n] = reader.bits(1, baseWidth)
  const sign = 1n << BigInt(baseWidth - 1)
  const base = written >= sign ? sign - written : written
  const low = reader.bits(length, width)
  const entryWidth = widths.find((candidate) => candidate >= gapWidth + patchWidth) ?? 0
  let at = 0
  for (const entry of reader.bits(fourth & 31, entryWidth)) {
    at += Number(entry >> BigInt(patchWidth))
    const high = entry % (1n << BigInt(patchWidth))
    low[at] = (low[at] ?? 0n) + (high << BigInt(width))
  }
  return low.map((value) => base + value)
}

/** Runs of bytes to the end, as bits. */
export function decodeBits(bytes: Uint8Array, start = 0): readonly boolean[] {
  const reader = new ByteReader(bytes, start)
  const decoded: number[] = []
  while (!reader.ended) {
    const control = reader.byte()
    if (control >= 128) decoded.push(...reader.take(256 - control))
    else
      decoded.push(
        ...Array.from({ length: control + 3 })
          .fill(reader.byte())
          .map(Number),
      )
  }
  return decoded.flatMap((byte) =>
    Array.from(byte.toString(2).padStart(8, '0'), (bit) => bit === '1'),
  )
}
