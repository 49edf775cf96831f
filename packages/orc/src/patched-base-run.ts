/* oxlint-disable typescript/no-non-null-assertion -- no run is longer than the arrays */
import type { ByteStream } from './byte-stream.ts'
import type { IntegerRun } from './integer-run.ts'
import { packedLength, packedWidths, unpackBigint, unpackNumbers } from './unpack-bits.ts'
import { narrow } from './zigzag.ts'

/**
 * Decodes the rest of a run of `PATCHED_BASE`, after its second byte: a base, what each value is above it, and the
 * upper bits of the few values for which that was too narrow.
 */
export function decodePatchedBase(
  stream: ByteStream,
  run: IntegerRun,
  width: number,
  length: number,
): void {
  const third = stream.byte()
  const fourth = stream.byte()
  const baseWidth = (third >>> 5) * 8 + 8
  const patchWidth = packedWidths[third & 31]!
  const gapWidth = (fourth >>> 5) + 1
  const patches = fourth & 31
  // Gap and patch together are as wide as the next width that there is.
  const entryWidth = packedWidths.find((candidate) => candidate >= gapWidth + patchWidth)
  if (entryWidth === undefined) throw stream.corrupt('has patches of more than 64 bits')

  const base = signedMagnitude(
    unpackBigint(stream.bytes, stream.take(baseWidth / 8), baseWidth, 0),
    baseWidth,
  )
  const dataPosition = stream.take(packedLength(length, width))
  const patchPosition = stream.take(packedLength(patches, entryWidth))
  const { bytes } = stream

  // Half of what a number holds each, so that their sum is held too.
  const numeric = width + patchWidth <= 52 && baseWidth <= 48
  if (numeric) unpackNumbers(bytes, dataPosition, width, run.start(length), 0, length)
  else {
    const exact = run.startExact(length)
    for (let i = 0; i < length; i++) exact[i] = unpackBigint(bytes, dataPosition, width, i)
  }

  let index = 0
  let patched = -1
  for (let i = 0; i < patches; i++) {
    const entry = unpackBigint(bytes, patchPosition, entryWidth, i)
    index += Number(BigInt.asUintN(gapWidth, entry >> BigInt(patchWidth)))
    const patch = BigInt.asUintN(patchWidth, entry)
    // A patch of nothing only makes the gap to the next one larger.
    if (patch === 0n) continue
    if (index >= length || index === patched) throw stream.corrupt('has a patch out of place')
    patched = index
    if (run.exact === undefined) run.values[index]! += Number(patch) * 2 ** width
    else run.exact[index]! |= patch << BigInt(width)
  }

  const { exact, values } = run
  if (exact === undefined) {
    const addend = Number(narrow(base))
    for (let i = 0; i < length; i++) values[i]! += addend
  } else {
    for (let i = 0; i < length; i++) exact[i]! += base
    run.settle(stream)
  }
}

function signedMagnitude(value: bigint, width: number): bigint {
  const sign = 1n << BigInt(width - 1)
  return value < sign ? value : sign - value
}
