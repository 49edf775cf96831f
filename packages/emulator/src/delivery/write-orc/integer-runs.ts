import { alignedWidth, bitsOf, packBits, widthCode } from './bit-width.ts'
import type { ByteWriter } from './byte-writer.ts'
import { patchedBase, writePatchedBase } from './patched-base.ts'
import { greatestInteger, leastInteger, zigzag } from './zigzag.ts'

/** How many values a run has at the most. */
export const longestRun = 512

/**
 * Writes up to 512 whole numbers in runs of version 2, of whichever of the four kinds fits.
 * https://orc.apache.org/specification/ORCv1/#integer-run-length-encoding-version-2
 */
export function writeIntegerRuns(
  values: readonly number[],
  signed: boolean,
  out: ByteWriter,
): void {
  let start = 0
  let index = 0
  while (index < values.length) {
    const length = repeatsFrom(values, index)
    if (length >= 3) {
      if (index > start) writeVaried(values.slice(start, index), signed, out)
      writeRepeated(values.slice(index, index + length), signed, out)
      start = index + length
    }
    index += length
  }
  if (start < values.length) writeVaried(values.slice(start), signed, out)
}

function repeatsFrom(values: readonly number[], start: number): number {
  let end = start + 1
  while (end < values.length && values[end] === values[start]) end += 1
  return end - start
}

const kinds = { shortRepeat: 0, direct: 1, patchedBase: 2, delta: 3 } as const

function writeRepeated(values: readonly number[], signed: boolean, out: ByteWriter): void {
  if (values.length > 10) {
    writeDelta(values, signed, out)
    return
  }
  const value = unsigned(values[0] ?? 0, signed)
  const width = Math.max(Math.ceil(bitsOf(value) / 8), 1)
  out.byte((kinds.shortRepeat << 6) | ((width - 1) << 3) | (values.length - 3))
  out.bigEndian(value, width)
}

function writeVaried(values: readonly number[], signed: boolean, out: ByteWriter): void {
  if (values.length > 3 && isMonotonic(values)) {
    writeDelta(values, signed, out)
    return
  }
  const patched = patchedBase(values)
  if (patched !== undefined) {
    writeHeader(kinds.patchedBase, widthCode(patched.width), values.length, out)
    writePatchedBase(patched, out)
    return
  }
  const unsignedValues = values.map((value) => unsigned(value, signed))
  const width = alignedWidth(bitsOf(Math.max(...unsignedValues)))
  writeHeader(kinds.direct, widthCode(width), values.length, out)
  packBits(unsignedValues, width, out)
}

/** Whether the first step tells the direction of all others, which may be of no length, and all of them are exact. */
function isMonotonic(values: readonly number[]): boolean {
  const steps = stepsOf(values)
  const [first = 0] = steps
  return (
    first !== 0 &&
    steps.every((step) => step === 0 || step > 0 === first > 0) &&
    steps.every((step) => step >= leastInteger && step <= greatestInteger)
  )
}

/** The first value, the first step, and how long the other steps are; these only where they are not as the first. */
function writeDelta(values: readonly number[], signed: boolean, out: ByteWriter): void {
  const [firstStep = 0, ...others] = stepsOf(values)
  const isFixed = others.every((step) => step === firstStep)
  const lengths = isFixed ? [] : others.map(Math.abs)
  // A width of one bit is spelled as none would be.
  const width = Math.max(alignedWidth(bitsOf(Math.max(0, ...lengths))), 2)
  writeHeader(kinds.delta, isFixed ? 0 : widthCode(width), values.length, out)
  out.varint(unsigned(values[0] ?? 0, signed))
  out.varint(zigzag(firstStep))
  packBits(lengths, width, out)
}

function stepsOf(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? 0))
}

function unsigned(value: number, signed: boolean): number {
  return signed ? zigzag(value) : value
}

function writeHeader(kind: number, code: number, length: number, out: ByteWriter): void {
  out.byte((kind << 6) | (code << 1) | ((length - 1) >> 8))
  out.byte((length - 1) & 0xff)
}
