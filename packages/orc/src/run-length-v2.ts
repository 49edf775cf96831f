/* oxlint-disable typescript/no-non-null-assertion -- no run is longer than the arrays */
import type { ByteStream } from './byte-stream.ts'
import { decodeDeltas } from './delta-run.ts'
import type { IntegerRun } from './integer-run.ts'
import { decodePatchedBase } from './patched-base-run.ts'
import { packedLength, packedWidths, unpackBigint, unpackNumbers } from './unpack-bits.ts'
import { zigzag, zigzagAll } from './zigzag.ts'

/** The longest run in bytes, a patched base: header, base, 512 values of eight bytes, 31 patches of eight. */
export const longestRunV2 = 4 + 8 + 512 * 8 + 31 * 8

/** Decodes one run of encodings `DIRECT_V2` and `DICTIONARY_V2`: a short repeat, packed, patched, or deltas. */
export function decodeRunV2(stream: ByteStream, run: IntegerRun): void {
  const header = stream.byte()
  if (header < 0x40) {
    decodeShortRepeat(stream, run, header)
    return
  }
  const width = (header >>> 1) & 31
  const length = (((header & 1) << 8) | stream.byte()) + 1
  switch (header >>> 6) {
    case 1:
      decodePacked(stream, run, packedWidths[width]!, length)
      break
    case 2:
      decodePatchedBase(stream, run, packedWidths[width]!, length)
      break
    default:
      decodeDeltas(stream, run, width === 0 ? 0 : packedWidths[width]!, length)
  }
}

function decodeShortRepeat(stream: ByteStream, run: IntegerRun, header: number): void {
  decodePacked(stream, run, ((header >>> 3) & 7) * 8 + 8, 1)
  run.length = (header & 7) + 3
  if (run.exact === undefined) run.values.fill(run.values[0]!, 1, run.length)
  else run.exact.fill(run.exact[0]!, 1, run.length)
}

function decodePacked(stream: ByteStream, run: IntegerRun, width: number, length: number): void {
  const position = stream.take(packedLength(length, width))
  if (width > 48) {
    const exact = run.startExact(length)
    for (let i = 0; i < length; i++) {
      const value = unpackBigint(stream.bytes, position, width, i)
      exact[i] = run.signed ? BigInt(zigzag(value)) : value
    }
    run.settle(stream)
    return
  }
  const values = run.start(length)
  unpackNumbers(stream.bytes, position, width, values, 0, length)
  if (run.signed) zigzagAll(values, length, width)
}
