import type { GrowingBytes } from './growing.ts'
import { pushVarint, zigzag } from './thrift-writer.ts'

/** Appends 64-bit integers. */
export function appendIntegers(target: GrowingBytes, values: Float64Array, count: number): void {
  const view = viewOf(target, count * 8)
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0
    const high = Math.floor(value / 2 ** 32)
    view.setUint32(index * 8, value - high * 2 ** 32, true)
    view.setInt32(index * 8 + 4, high, true)
  }
  target.length += count * 8
}

/** Appends a bit for each 1 or 0. */
export function appendBooleans(target: GrowingBytes, values: Float64Array, count: number): void {
  const size = Math.ceil(count / 8)
  const items = target.reserve(size)
  for (let byte = 0; byte < size; byte++) {
    let bits = 0
    for (let bit = 0; bit < 8 && byte * 8 + bit < count; bit++) {
      bits |= (values[byte * 8 + bit] ?? 0) << bit
    }
    items[target.length++] = bits
  }
}

/** Values of a block of lengths. */
const block = 128
/** No difference of two lengths is less. */
const least = -(2 ** 31)

/**
 * Appends lengths of texts, then the texts in one piece: DELTA_LENGTH_BYTE_ARRAY. Lengths are written as differences of 32 bits,
 * which saves no bytes but time.
 */
export function appendTexts(
  target: GrowingBytes,
  lengths: Uint32Array,
  count: number,
  texts: Uint8Array,
): void {
  const head: number[] = []
  pushVarint(head, block)
  pushVarint(head, 1)
  pushVarint(head, count)
  pushVarint(head, zigzag(count === 0 ? 0 : (lengths[0] ?? 0)))
  target.append(head)
  const blockHead: number[] = []
  pushVarint(blockHead, zigzag(least))
  blockHead.push(32)
  for (let from = 1; from < count; from += block) {
    target.append(blockHead)
    const view = viewOf(target, block * 4)
    // What is behind the last length means nothing, but must be there.
    for (let index = from; index < from + block && index < count; index++) {
      const difference = (lengths[index] ?? 0) - (lengths[index - 1] ?? 0)
      view.setUint32((index - from) * 4, difference - least, true)
    }
    target.length += block * 4
  }
  target.append(texts)
}

/** Appends the texts of a dictionary, each behind its length. */
export function appendDictionary(target: GrowingBytes, texts: Iterable<string>): void {
  for (const text of texts) {
    const bytes = Buffer.from(text)
    viewOf(target, 4).setUint32(0, bytes.length, true)
    target.length += 4
    target.append(bytes)
  }
}

/** A view of the bytes that come next. */
function viewOf(target: GrowingBytes, size: number): DataView {
  const { buffer, byteOffset } = target.reserve(size)
  return new DataView(buffer, byteOffset + target.length, size)
}
