/* oxlint-disable typescript/no-non-null-assertion -- no run is longer than the arrays */
import type { ByteStream } from './byte-stream.ts'
import type { IntegerRun } from './integer-run.ts'
import { zigzag } from './zigzag.ts'

/** The longest run in bytes: 128 varints of ten, behind their number. */
export const longestRunV1 = 1281

/** Decodes one run of encodings `DIRECT` and `DICTIONARY`: 3 to 130 values with a fixed delta, or up to 128 varints. */
export function decodeRunV1(stream: ByteStream, run: IntegerRun): void {
  const control = stream.byte()
  if (control >= 0x80) {
    decodeLiterals(stream, run, 256 - control)
    return
  }
  const delta = (stream.byte() << 24) >> 24
  const base = varint(stream, run)
  const length = control + 3
  const last = typeof base === 'number' ? base + (length - 1) * delta : Infinity
  if (typeof base === 'number' && Number.isSafeInteger(last)) {
    const values = run.start(length)
    for (let i = 0, value = base; i < length; i++, value += delta) values[i] = value
    return
  }
  const exact = run.startExact(length)
  for (let i = 0, value = BigInt(base); i < length; i++, value += BigInt(delta)) exact[i] = value
  run.settle(stream)
}

function decodeLiterals(stream: ByteStream, run: IntegerRun, length: number): void {
  const values = run.start(length)
  for (let i = 0; i < length; i++) {
    const value = varint(stream, run)
    if (typeof value === 'number') {
      values[i] = value
      if (run.exact !== undefined) run.exact[i] = BigInt(value)
    } else {
      if (run.exact === undefined) {
        const exact = run.startExact(length)
        for (let j = 0; j < i; j++) exact[j] = BigInt(values[j]!)
      }
      run.exact![i] = value
    }
  }
  run.settle(stream)
}

function varint(stream: ByteStream, run: IntegerRun): number | bigint {
  return run.signed ? zigzag(stream.varint()) : stream.varint()
}
