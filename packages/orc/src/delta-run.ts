/* oxlint-disable typescript/no-non-null-assertion -- no run is longer than the arrays */
import type { ByteStream } from './byte-stream.ts'
import type { IntegerRun } from './integer-run.ts'
import { packedLength, unpackBigint, unpackNumbers } from './unpack-bits.ts'
import { zigzag } from './zigzag.ts'

/**
 * Decodes the rest of a run of `DELTA`, after its second byte: a base, a first delta, and the amounts of the deltas
 * after it, which all have its sign. With width 0 they are all the first one.
 */
export function decodeDeltas(
  stream: ByteStream,
  run: IntegerRun,
  width: number,
  length: number,
): void {
  const base = run.signed ? zigzag(stream.varint()) : stream.varint()
  const first = zigzag(stream.varint())
  if (width > 0 && length < 2) throw stream.corrupt('has a run of deltas without a delta')
  const position = stream.take(width === 0 ? 0 : packedLength(length - 2, width))
  if (typeof base === 'number' && typeof first === 'number' && width <= 48) {
    const values = run.start(length)
    if (width > 0) unpackNumbers(stream.bytes, position, width, values, 2, length)
    else values.fill(Math.abs(first), 2, length)
    // All deltas go one way, so no value is farther than the last one.
    if (Number.isSafeInteger(accumulate(values, length, base, first))) return
  }
  const exact = run.startExact(length)
  exact[0] = BigInt(base)
  if (length > 1) exact[1] = exact[0] + BigInt(first)
  for (let i = 2; i < length; i++) {
    let delta = BigInt(first)
    if (width > 0) {
      delta = unpackBigint(stream.bytes, position, width, i - 2)
      if (first < 0) delta = -delta
    }
    exact[i] = exact[i - 1]! + delta
  }
  run.settle(stream)
}

function accumulate(values: Float64Array, length: number, base: number, first: number): number {
  values[0] = base
  if (length === 1) return base
  let value = base + first
  values[1] = value
  if (first < 0) for (let i = 2; i < length; i++) values[i] = value -= values[i]!
  else for (let i = 2; i < length; i++) values[i] = value += values[i]!
  return value
}
