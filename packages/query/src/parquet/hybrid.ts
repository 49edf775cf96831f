import type { GrowingBytes } from './growing.ts'
import { pushVarint } from './thrift-writer.ts'

/**
 * Appends Parquet's hybrid of runs and packed bits, of which one run is written: the value once where it is everywhere the same,
 * else the first so many values side by side.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function appendHybrid(
  target: GrowingBytes,
  values: Uint8Array | Uint32Array,
  length: number,
  bits: 1 | 2 | 8 | 16 | 32,
): void {
  const first = values[0] ?? 0
  const head: number[] = []
  if (isConstant(values, length)) {
    pushVarint(head, length * 2)
    for (let shift = 0; shift < bits; shift += 8) head.push((first >>> shift) & 255)
    target.append(head)
    return
  }
  const groups = Math.ceil(length / 8)
  pushVarint(head, groups * 2 + 1)
  target.append(head)
  const end = target.length + groups * bits
  target.reserve(groups * bits).fill(0, target.length, end)
  if (bits < 8) pack(target, values, length, bits)
  else widen(target, values, length, bits / 8)
  target.length = end
}

function isConstant(values: Uint8Array | Uint32Array, length: number): boolean {
  const [first] = values
  for (let index = 1; index < length; index++) if (values[index] !== first) return false
  return true
}

/** The first value in the lowest bits. */
function pack(
  { items, length: from }: GrowingBytes,
  values: Uint8Array | Uint32Array,
  length: number,
  bits: number,
): void {
  for (let at = from, index = 0; index < length; at++) {
    let byte = 0
    for (let shift = 0; shift < 8 && index < length; shift += bits) {
      byte |= (values[index++] ?? 0) << shift
    }
    items[at] = byte
  }
}

/** Whole bytes, the lowest first. */
function widen(
  { items, length: from }: GrowingBytes,
  values: Uint8Array | Uint32Array,
  length: number,
  bytes: number,
): void {
  for (let index = 0, at = from; index < length; index++, at += bytes) {
    const value = values[index] ?? 0
    items[at] = value
    if (bytes > 1) items[at + 1] = value >>> 8
    if (bytes === 4) {
      items[at + 2] = value >>> 16
      items[at + 3] = value >>> 24
    }
  }
}
