import type { Texts } from './leaf.ts'
import { pushVarint, zigzag } from './thrift-writer.ts'

/** The bytes of 64-bit integers, the lowest first. NaN is no value, and left out. */
export function encodeIntegers(values: Float64Array): Uint8Array {
  const words = new Uint32Array(values.length * 2)
  let at = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN
    if (value !== value) continue
    const high = Math.floor(value / 2 ** 32)
    words[at++] = value - high * 2 ** 32
    words[at++] = high
  }
  return littleEndian(words.subarray(0, at))
}

/** A bit each. NaN is no value, and left out. */
export function encodeBooleans(values: Float64Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  let at = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    bits[at >> 3] = (bits[at >> 3] ?? 0) | (value << (at & 7))
    at++
  }
  return bits.subarray(0, Math.ceil(at / 8))
}

/** Values of a block of lengths. */
const block = 128
/** No difference of two lengths is less. */
const least = -(2 ** 31)

/**
 * The lengths of the texts that are there, then all texts in one piece: DELTA_LENGTH_BYTE_ARRAY. Lengths are written as
 * differences of 32 bits, which saves no bytes but time.
 */
export function encodeTexts({ bytes, ends }: Texts, isThere: (row: number) => boolean): Uint8Array {
  const lengths = new Uint32Array(ends.length)
  let count = 0
  let start = 0
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row] ?? start
    if (isThere(row)) lengths[count++] = end - start
    start = end
  }
  const blocks = Math.ceil(Math.max(count - 1, 0) / block)
  const head: number[] = []
  pushVarint(head, block)
  pushVarint(head, 1)
  pushVarint(head, count)
  pushVarint(head, zigzag(lengths[0] ?? 0))
  const blockHead: number[] = []
  pushVarint(blockHead, zigzag(least))
  blockHead.push(32)
  const first = head.length
  const size = first + blocks * (blockHead.length + block * 4)
  const encoded = new Uint8Array(size + start)
  const view = new DataView(encoded.buffer)
  encoded.set(head)
  let at = first
  for (let from = 1; from < count; from += block) {
    encoded.set(blockHead, at)
    at += blockHead.length
    for (let index = from; index < from + block && index < count; index++) {
      const difference = (lengths[index] ?? 0) - (lengths[index - 1] ?? 0)
      view.setUint32(at + (index - from) * 4, difference - least, true)
    }
    at += block * 4
  }
  encoded.set(bytes.subarray(0, start), size)
  return encoded
}

/** The texts of a dictionary, each behind its length. */
export function encodeDictionary(texts: Iterable<string>): Uint8Array {
  const parts: Uint8Array[] = []
  for (const text of texts) {
    const bytes = Buffer.from(text)
    parts.push(littleEndian(Uint32Array.of(bytes.length)), bytes)
  }
  return Buffer.concat(parts)
}

function littleEndian(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
  if (isLittleEndian) return bytes
  return Buffer.from(bytes).swap32()
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1
