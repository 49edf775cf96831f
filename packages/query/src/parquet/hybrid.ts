import { pushVarint } from './thrift-writer.ts'

/**
 * Parquet's hybrid of runs and packed bits, of which one run is written: the value once where it is everywhere the same, else
 * all values side by side.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function hybridRun(
  values: Uint8Array | Uint16Array | Uint32Array,
  bits: 1 | 2 | 8 | 16 | 32,
): Uint8Array {
  const [first = 0] = values
  const head: number[] = []
  if (values.every((value) => value === first)) {
    pushVarint(head, values.length * 2)
    for (let shift = 0; shift < bits; shift += 8) head.push((first >>> shift) & 255)
    return Uint8Array.from(head)
  }
  const groups = Math.ceil(values.length / 8)
  pushVarint(head, groups * 2 + 1)
  const run = new Uint8Array(head.length + groups * bits)
  run.set(head)
  pack(values, bits, run.subarray(head.length))
  return run
}

function pack(
  values: Uint8Array | Uint16Array | Uint32Array,
  bits: number,
  target: Uint8Array,
): void {
  if (bits < 8) {
    const perByte = 8 / bits
    for (let row = 0; row < values.length; row++) {
      const at = Math.floor(row / perByte)
      target[at] = (target[at] ?? 0) | ((values[row] ?? 0) << ((row % perByte) * bits))
    }
    return
  }
  const width = bits / 8
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    for (let byte = 0; byte < width; byte++) target[row * width + byte] = value >>> (byte * 8)
  }
}
