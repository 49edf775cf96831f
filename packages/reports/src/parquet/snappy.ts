/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of its array first */
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'
import { scriptSnappy } from './script-snappy.ts'
import { snappyProblem } from './snappy-decoder.ts'
import type { SnappyDecoder } from './snappy-decoder.ts'
import { wasmSnappy } from './wasm-snappy.ts'

/**
 * Decodes one block of raw snappy to the begin of `output`, which must have room for `length` bytes; what is behind them may
 * be written over. Throws a fault for a block that is malformed or holds another number of bytes.
 *
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function decodeSnappy(
  input: Uint8Array,
  output: PageBytes,
  length: number,
  decode: SnappyDecoder = wasmSnappy() ?? scriptSnappy,
): void {
  const start = lengthOfSize(input, length)
  const filled = decode(input.subarray(start), output, length)
  if (filled < 0) throw malformed(problems[filled] ?? 'it cannot be told why')
  if (filled !== length) throw malformed(`it holds ${filled} bytes instead of ${length}`)
}

const problems: Readonly<Record<number, string>> = {
  [snappyProblem.endsWithinTag]: 'it ends within a tag',
  [snappyProblem.literalTooLong]: 'a literal is longer than what holds it',
  [snappyProblem.copyBeforeBegin]: 'a copy begins before its begin',
  [snappyProblem.copyBehindEnd]: 'a copy goes on behind its end',
}

/** Reads how long the block says to be, and gives the bytes that this takes. */
function lengthOfSize(input: Uint8Array, length: number): number {
  let at = 0
  let said = 0
  for (let scale = 1; ; scale *= 128) {
    if (at >= input.length || scale > 2 ** 28) throw malformed('its length does not end')
    const byte = input[at++]!
    said += (byte & 127) * scale
    if (byte < 128) break
  }
  if (said !== length) throw malformed(`it says to hold ${said} bytes instead of ${length}`)
  return at
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', `a page cannot be decompressed: ${message}`)
}
